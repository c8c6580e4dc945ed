import type { PrintedCertificate } from './printed-certificate.ts';

/** What a layout can ask about a certificate, to print something or to leave it out. */
export const factNames = [
  'signed',
  'verified',
  'grade',
  'designation',
  'interstitial',
  'disclaimer',
  'credits',
  'association',
  'md',
  'underlay',
] as const;
export type Fact = (typeof factNames)[number];

/** What is so of a certificate. */
export const factsOf = ({ personal, settings }: PrintedCertificate): Readonly<Record<Fact, boolean>> => ({
  signed: settings.signed,
  verified: settings.kind === 'verified',
  grade: Boolean(personal.grade),
  designation: Boolean(personal.designation) && !settings.noTitle,
  interstitial: Boolean(personal.interstitial),
  disclaimer: Boolean(settings.disclaimer),
  credits: Boolean(settings.credits),
  association: Boolean(settings.association),
  md: hasTitle(personal.designation, settings.mdCerts),
  underlay: settings.underlay !== null,
});

/** A learner may have several titles: `MD, PhD`. They are compared without points and case: `M.D.` is `MD`. */
const hasTitle = (designation: string | null, titles: readonly string[]): boolean => {
  const asked = new Set(titles.map(plain));
  return (designation ?? '').split(/[,;/]/).some((title) => asked.has(plain(title)) && plain(title) !== '');
};

const plain = (title: string): string => title.replaceAll(/[.\s]/g, '').toUpperCase();
