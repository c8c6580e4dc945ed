import type { CertificateSettings } from '../../machines/certificate.events.ts';
import { findTemplate, type Template } from '../../templates/catalogue.ts';
import type { Course, Courses } from './course-data.ts';
import { parseCourseKey } from './course-key.ts';
import { parseIsoDay, renderDay } from './issued-date.ts';
import type { Settings } from './setting-definitions.ts';
import { quoted } from './visible-text.ts';

/** What of a request its certificate depends on, beside the person. */
export type RequestedCertificate = Readonly<{
  courseId: string;
  courseName: string | null;
  template: string | null;
  /** An ISO date that the request asks for. */
  issuedOn: string | null;
}>;

export type CertificateSources = Readonly<{
  settings: Settings;
  courses: Courses;
  /** The file names of the operator's templates. */
  templatesAvailable: ReadonlySet<string>;
  requestedAt: Date;
}>;

type Problem = NonNullable<CertificateSettings['problem']>;

const standard: Template = { layout: 'standard', page: 'A4-landscape', kind: 'honor' };

/**
 * Everything but the person that a certificate depends on, from the request, the course data and the settings, in
 * that order. Never fails: what makes a certificate impossible is told in `problem`, and the rest is filled in as well
 * as it can be.
 */
export const resolveCertificateSettings = (
  request: RequestedCertificate,
  { settings, courses, templatesAvailable, requestedAt }: CertificateSources,
): CertificateSettings => {
  const entry = courses.get(request.courseId) ?? {};
  const courseKey = parseCourseKey(request.courseId);
  const org = entry.ORG ?? courseKey?.org ?? '';
  const course = entry.COURSE ?? courseKey?.course ?? '';
  const name = entry.TEMPLATEFILE ?? request.template;
  const template = templateNamed(name, settings.templateFallback, templatesAvailable);
  const issued = issuedDate(entry, request, requestedAt);

  return {
    template: name,
    ...template.found,
    org,
    longOrg: entry.LONG_ORG ?? longNameOf(org, settings) ?? settings.defaultOrg ?? org,
    course,
    longCourse: entry.LONG_COURSE ?? request.courseName ?? course,
    issuedDate: issued.text,
    called: entry.CERTS_ARE_CALLED ?? settings.certsAreCalled,
    signed: settings.sign && entry.VERIFY !== false,
    downloadUrl: settings.certDownloadUrl ?? '',
    verifyUrl: settings.certVerifyUrl ?? '',
    filename: settings.certFilename,
    problem: (courseKey === null ? unknownCourse : null) ?? template.problem ?? issued.problem,
  };
};

/** An organisation may be called like a property that every object has. */
const longNameOf = (org: string, { certOrgsLong }: Settings): string | undefined =>
  Object.hasOwn(certOrgsLong, org) ? certOrgsLong[org] : undefined;

const unknownCourse: Problem = {
  code: 'course-id-invalid',
  message: 'the course id is neither ORG/COURSE/RUN nor course-v1:ORG+COURSE+RUN',
};

const templateNamed = (
  name: string | null,
  fallback: Settings['templateFallback'],
  available: ReadonlySet<string>,
): { found: Template; problem: Problem | null } => {
  const found = name === null ? standard : findTemplate(name, available);
  if (found) return { found, problem: null };
  const kind = name?.includes('-verified') ? 'verified' : 'honor';
  const message =
    `there is no template ${quoted(name ?? '')}: add it to template_data in CERT_PRIVATE_DIR, ` +
    'or set TEMPLATE_FALLBACK to standard';
  return {
    found: { ...standard, kind },
    problem: fallback === 'standard' ? null : { code: 'template-unknown', message },
  };
};

/** The course data's own words count; ROLLING, or nothing, means the day that the request asks for, else its own. */
const issuedDate = (
  { ISSUED_DATE: words }: Course,
  { issuedOn }: RequestedCertificate,
  requestedAt: Date,
): { text: string; problem: Problem | null } => {
  if (words && words !== 'ROLLING') return { text: words, problem: null };
  const day = issuedOn === null ? requestedAt : parseIsoDay(issuedOn);
  if (day) return { text: renderDay(day), problem: null };
  const message = 'the request’s issued_date is no ISO date (YYYY-MM-DD)';
  return { text: renderDay(requestedAt), problem: { code: 'issued-date-invalid', message } };
};
