import { describe, expect, it } from 'vitest';
import { parseCourseData } from '../../src/config/course-data.ts';
import {
  type RequestedCertificate,
  resolveCertificateSettings,
} from '../../src/config/resolve-certificate-settings.ts';
import type { SettingsSources } from '../../src/config/settings-sources.ts';
import { builtInLayouts } from '../../templates/built-in-layouts.ts';
import { resolved } from './sources.ts';

const demo: RequestedCertificate = {
  courseId: 'course-v1:edX+DemoX+Demo_Course',
  courseName: 'Demonstration Course',
  template: null,
  issuedOn: null,
  personal: { grade: null },
};

type Given = {
  request?: Partial<RequestedCertificate>;
  courses?: string;
  flags?: SettingsSources['flags'];
  templates?: readonly string[];
};

const resolveAll = ({ request = {}, courses: text = '', flags = {}, templates = [] }: Given) => {
  const data = parseCourseData('cert-data.yml', text);
  if ('problems' in data) throw new Error(JSON.stringify(data.problems));
  return resolveCertificateSettings(
    { ...demo, ...request },
    {
      settings: resolved({ flags: { certDownloadUrl: 'https://d.org', ...flags } }).settings,
      courses: data.courses,
      layouts: builtInLayouts,
      templates: templatesAt(templates),
      // Already February in the east, still January in UTC.
      requestedAt: new Date('2026-01-31T23:30:00Z'),
    },
  );
};

/** The folder's files by name, as they are listed. */
const templatesAt = (places: readonly string[]): ReadonlyMap<string, readonly string[]> => {
  const nameOf = (place: string): string => place.split('/').at(-1) ?? '';
  return new Map(places.map((place) => [nameOf(place), places.filter((other) => nameOf(other) === nameOf(place))]));
};
const resolve = (given: Given) => resolveAll(given).settings;

describe('a certificate’s settings', () => {
  it('come from the request alone where nothing else is known', () => {
    expect(resolve({})).toEqual({
      template: null,
      layout: 'standard',
      layoutSha256: builtInLayouts.get('standard')?.sha256,
      underlay: null,
      kind: 'honor',
      org: 'edX',
      longOrg: 'edX',
      course: 'DemoX',
      longCourse: 'Demonstration Course',
      issuedDate: 'January 31, 2026',
      called: 'certificate',
      calledPlural: 'certificates',
      association: null,
      disclaimer: null,
      credits: null,
      mdCerts: [],
      noTitle: false,
      signed: true,
      downloadUrl: 'https://d.org',
      verifyUrl: 'https://d.org',
      filename: 'Certificate.pdf',
      problem: null,
    });
  });

  it.each(['edX/DemoX/Demo_Course', 'course-v1:edX+DemoX+Demo_Course'])('are found for %s', (courseId) => {
    const courses = `${courseId}:\n  LONG_COURSE: The Demo\n  ORG: X\n  COURSE: D1\n  LONG_ORG: The X\n  CERTS_ARE_CALLED: statement`;
    expect(resolve({ request: { courseId }, courses })).toMatchObject({
      org: 'X',
      longOrg: 'The X',
      course: 'D1',
      longCourse: 'The Demo',
      called: 'statement',
    });
  });

  it('name the course by its number when the request has no name for it', () => {
    expect(resolve({ request: { courseName: null } }).longCourse).toBe('DemoX');
  });

  it('take the organisation’s long name from CERT_ORGS_LONG, then from DEFAULT_ORG', () => {
    const flags = { certOrgsLong: '{"edX": "edX Inc."}', defaultOrg: 'Some University' };
    expect(resolve({ flags }).longOrg).toBe('edX Inc.');
    expect(resolve({ flags, request: { courseId: 'constructor/a/b' } }).longOrg).toBe('Some University');
  });

  it.each([
    ['words of the course data', 'ISSUED_DATE: Spring 2014', null, 'Spring 2014'],
    ['the request’s date for ROLLING', 'ISSUED_DATE: ROLLING', '2025-12-24', 'December 24, 2025'],
    ['the day of the request for rolling in other letters', 'ISSUED_DATE: Rolling', null, 'January 31, 2026'],
    ['the request’s date, whatever its time zone', '{}', '2025-12-24T23:59:00-08:00', 'December 24, 2025'],
    ['the day of the request', 'ISSUED_DATE: ROLLING', null, 'January 31, 2026'],
    ['a date of the course data as it is written', 'ISSUED_DATE: 2014-01-05', null, '2014-01-05'],
  ])('date the certificate by %s', (_, course, issuedOn, expected) => {
    expect(resolve({ courses: `${demo.courseId}:\n  ${course}`, request: { issuedOn } }).issuedDate).toBe(expected);
  });

  it('refuse a day that is not in the calendar', () => {
    expect(resolve({ request: { issuedOn: '2026-02-30' } }).problem?.code).toBe('issued-date-invalid');
  });

  it('are not signed where the course says so, or nobody signs', () => {
    expect(resolve({ courses: `${demo.courseId}: {VERIFY: false}` }).signed).toBe(false);
    expect(resolve({ flags: { sign: false } }).signed).toBe(false);
  });
});

describe('a template', () => {
  const verified = 'certificate-template-edX-DemoX-verified.pdf';

  it('of the course data beats the request’s', () => {
    const courses = `${demo.courseId}: {TEMPLATEFILE: ${verified}}`;
    expect(resolve({ courses, request: { template: 'blank.pdf' } })).toMatchObject({
      template: verified,
      kind: 'verified',
    });
  });

  it('of the operator’s own is found by its name', () => {
    const template = 'certificate-template-MyOrg-C1-verified.pdf';
    expect(resolveAll({ request: { template }, templates: [template] })).toMatchObject({
      settings: { kind: 'verified', problem: null, layout: 'standard' },
      underlay: { file: template, page: 1 },
    });
  });

  it('of the operator’s own beats the built-in one of the same name', () => {
    const template = 'blank-portrait.pdf';
    expect(resolveAll({ request: { template }, templates: [template] })).toMatchObject({
      settings: { layout: 'standard' },
      underlay: { file: template },
    });
  });

  it('that nobody knows makes no certificate', () => {
    const { problem } = resolve({ request: { template: 'ghost\u202e.pdf' } });
    expect(problem?.code).toBe('template-unknown');
    expect(problem?.message).toContain('"ghost\\u202e.pdf"');
  });

  it('that nobody knows becomes the standard one, by choice', () => {
    const flags = { templateFallback: 'standard' };
    expect(resolve({ request: { template: 'ghost-verified.pdf' }, flags })).toMatchObject({
      kind: 'verified',
      problem: null,
    });
  });
});

it('a course id in no known style makes no certificate', () => {
  expect(resolve({ request: { courseId: 'library-v1:edX+L' } }).problem?.code).toBe('course-id-invalid');
});
