import { verifyAddress } from './addresses.ts';
import type { Block, Kind, Layout } from './layout.ts';
import { printableText } from './printable-text.ts';
import type { PrintedCertificate } from './printed-certificate.ts';
import { standardLayout } from './standard-layout.ts';

/** A block with the very text that is going to be printed. */
export type FilledBlock = Block & Readonly<{ text: string }>;

const kindWords: Record<Kind, string> = { honor: 'HONOR CODE', verified: 'VERIFIED' };

/** The layout that a certificate was asked for with. */
export const layoutOf = ({ settings }: PrintedCertificate): Layout => standardLayout[settings.page];

/** Everything that is printed on a certificate, block by block, from top to bottom. */
export const filledBlocks = (certificate: PrintedCertificate): readonly FilledBlock[] => {
  const values = valuesOf(certificate);
  return layoutOf(certificate)
    .blocks.filter(({ whenSigned }) => !whenSigned || certificate.settings.signed)
    .map((block) => ({ ...block, text: printableText(filled(block.pattern, values)) }));
};

const valuesOf = (certificate: PrintedCertificate): ReadonlyMap<string, string> => {
  const { personal, settings } = certificate;
  const { course, longCourse, called } = settings;
  return new Map([
    ['name', personal.name],
    ['org', settings.org],
    ['longOrg', settings.longOrg],
    ['courseTitle', longCourse ? `${course}: ${longCourse}` : course],
    ['issuedDate', settings.issuedDate],
    ['called', called],
    ['CALLED', called.toUpperCase()],
    ['KIND', kindWords[settings.kind]],
    ['verifyAddress', verifyAddress(certificate)],
  ]);
};

/** In one pass: braces in a value are letters like all others. */
const filled = (pattern: string, values: ReadonlyMap<string, string>): string =>
  pattern.replace(/\{(\w+)\}/g, (place, name: string) => values.get(name) ?? place);
