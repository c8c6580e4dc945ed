import type { CertificateSettings, Learner } from '../../machines/certificate.events.ts';
import { chooseDesign, type Design, type Designs } from './choose-design.ts';
import type { Course, Courses } from './course-data.ts';
import { parseCourseKey } from './course-key.ts';
import { parseIsoDay, renderDay } from './issued-date.ts';
import type { Settings } from './setting-definitions.ts';

/** What of a request its certificate depends on, beside the name. */
export type RequestedCertificate = Readonly<{
  courseId: string;
  courseName: string | null;
  template: string | null;
  /** An ISO date that the request asks for. */
  issuedOn: string | null;
  personal: Pick<Learner, 'grade'>;
}>;

export type CertificateSources = Designs & Readonly<{ settings: Settings; courses: Courses; requestedAt: Date }>;

export type ResolvedCertificate = Readonly<{
  /** Complete but for the file that lies under the text, of which only the place is known here. */
  settings: CertificateSettings;
  underlay: Design['underlay'];
  /** The course's text for the grade. Personal: it tells the grade. */
  interstitial: string | null;
}>;

type Problem = NonNullable<CertificateSettings['problem']>;

/** The grade whose text is printed for grades without one. */
const usualGrade = 'Pass';

/**
 * Everything but the person that a certificate depends on, from the request, the course data and the settings, in
 * that order. Never fails: what makes a certificate impossible is told in `problem`, and the rest is filled in as well
 * as it can be.
 */
export const resolveCertificateSettings = (
  request: RequestedCertificate,
  { settings, courses, requestedAt, ...designs }: CertificateSources,
): ResolvedCertificate => {
  const entry = courses.get(request.courseId) ?? {};
  const courseKey = parseCourseKey(request.courseId);
  const org = entry.ORG ?? courseKey?.org ?? '';
  const course = entry.COURSE ?? courseKey?.course ?? '';
  const issued = issuedDate(entry, request, requestedAt);
  const keys = [{ org, course }, ...(courseKey ? [courseKey] : [])];
  const asked = { course: entry, keys, template: request.template, fallback: settings.templateFallback };
  const { template, layout, kind, underlay, problem } = chooseDesign(asked, designs);

  const resolved: CertificateSettings = {
    template,
    layout: layout.name,
    layoutSha256: layout.sha256,
    underlay: null,
    kind,
    org,
    longOrg: entry.LONG_ORG ?? longNameOf(org, settings) ?? settings.defaultOrg ?? org,
    course,
    longCourse: entry.LONG_COURSE ?? request.courseName ?? course,
    issuedDate: issued.text,
    ...wordsOf(entry, settings),
    signed: settings.sign && entry.VERIFY !== false,
    downloadUrl: settings.certDownloadUrl ?? '',
    verifyUrl: settings.certVerifyUrl ?? '',
    filename: settings.certFilename,
    problem: (courseKey === null ? unknownCourse : null) ?? problem ?? issued.problem,
  };
  return { settings: resolved, underlay, interstitial: interstitialFor(entry, request.personal.grade) };
};

type Words = Pick<
  CertificateSettings,
  'called' | 'calledPlural' | 'association' | 'disclaimer' | 'credits' | 'mdCerts' | 'noTitle'
>;

const wordsOf = (entry: Course, settings: Settings): Words => {
  const { CERTS_ARE_CALLED: called, CERTS_ARE_CALLED_PLURAL: calledPlural } = entry;
  return {
    called: called ?? settings.certsAreCalled,
    calledPlural: calledPlural ?? (called === undefined ? settings.certsAreCalledPlural : `${called}s`),
    association: entry.COURSE_ASSOCIATION_TEXT || null,
    disclaimer: entry.HAS_DISCLAIMER ? settings.certSiteDisclaimerText : null,
    credits: entry.CREDITS || null,
    mdCerts: entry.MD_CERTS ?? [],
    noTitle: entry.NO_TITLE ?? false,
  };
};

/** Grades come from outside, and may be called like a property that every object has. */
const interstitialFor = ({ interstitial = {} }: Course, grade: string | null): string | null => {
  const named = [grade, usualGrade].find((name) => name !== null && Object.hasOwn(interstitial, name));
  return (named && interstitial[named]) || null;
};

/** An organisation may be called like a property that every object has. */
const longNameOf = (org: string, { certOrgsLong }: Settings): string | undefined =>
  Object.hasOwn(certOrgsLong, org) ? certOrgsLong[org] : undefined;

const unknownCourse: Problem = {
  code: 'course-id-invalid',
  message: 'the course id is neither ORG/COURSE/RUN nor course-v1:ORG+COURSE+RUN',
};

/** The course data's own words count; ROLLING, or nothing, means the day that the request asks for, else its own. */
const issuedDate = (
  { ISSUED_DATE: words }: Course,
  { issuedOn }: RequestedCertificate,
  requestedAt: Date,
): { text: string; problem: Problem | null } => {
  if (words && words.trim().toUpperCase() !== 'ROLLING') return { text: words, problem: null };
  const day = issuedOn === null ? requestedAt : parseIsoDay(issuedOn);
  if (day) return { text: renderDay(day), problem: null };
  const message = 'the request’s issued_date is no ISO date (YYYY-MM-DD)';
  return { text: renderDay(requestedAt), problem: { code: 'issued-date-invalid', message } };
};
