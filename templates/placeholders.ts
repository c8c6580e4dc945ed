import { verifyAddress } from './addresses.ts';
import type { Kind } from './layout.ts';
import type { PrintedCertificate } from './printed-certificate.ts';

const kindWords: Record<Kind, string> = { honor: 'HONOR CODE', verified: 'VERIFIED' };

/** What a course is called that has no words of its own for it. */
const usualAssociation = 'a course of study';

/** What can stand in a layout's text as `{name}`, and what is printed there. */
const values = {
  name: ({ personal }) => personal.name,
  designation: ({ personal, settings }) => (settings.noTitle ? '' : (personal.designation ?? '')),
  grade: ({ personal }) => personal.grade ?? '',
  interstitial: ({ personal }) => personal.interstitial ?? '',
  org: ({ settings }) => settings.org,
  longOrg: ({ settings }) => settings.longOrg,
  course: ({ settings }) => settings.course,
  longCourse: ({ settings }) => settings.longCourse,
  /** A course without a long name has its short one for it. */
  courseTitle: ({ settings: { course, longCourse } }) =>
    longCourse && longCourse !== course ? `${course}: ${longCourse}` : course,
  issuedDate: ({ settings }) => settings.issuedDate,
  called: ({ settings }) => settings.called,
  CALLED: ({ settings }) => settings.called.toUpperCase(),
  calledPlural: ({ settings }) => settings.calledPlural,
  association: ({ settings }) => settings.association ?? usualAssociation,
  disclaimer: ({ settings }) => settings.disclaimer ?? '',
  credits: ({ settings }) => settings.credits ?? '',
  KIND: ({ settings }) => kindWords[settings.kind],
  verifyAddress,
} satisfies Readonly<Record<string, (certificate: PrintedCertificate) => string>>;

export const placeholderNames: readonly string[] = Object.keys(values);

/** The places of a text: `name` for `{name}`. Other braces are letters like all others. */
export const placesIn = (pattern: string): readonly string[] =>
  [...pattern.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);

/** In one pass: braces in a value are never read again. */
export const filled = (pattern: string, certificate: PrintedCertificate): string =>
  pattern.replace(/\{(\w+)\}/g, (place, name: string) =>
    Object.hasOwn(values, name) ? values[name as keyof typeof values](certificate) : place,
  );
