import { builtInLayout } from '../../../templates/built-in-layouts.ts';
import { type ExpectedPrint, expectedPrint } from '../../../templates/expected-print.ts';
import { mm } from '../../../templates/typography.ts';
import { type CertificateCheck, SelfCheckError } from '../../ports/certificate-check.ts';
import type { LayoutSource } from '../../ports/layout-source.ts';
import { checkLinks } from './check-links.ts';
import { checkOnPage, checkPlaces } from './check-places.ts';
import { checkQrCodes } from './check-qr-codes.ts';
import { checkStructure } from './check-structure.ts';
import { comparable } from './comparable.ts';
import { comparedTexts, type DrawnParagraph } from './compare-texts.ts';
import { type DrawnLine, linesOf } from './drawn-lines.ts';
import { type DrawnPage, type Named, readPage } from './drawn-page.ts';
import { type PdfFont, readFont } from './fonts.ts';
import { onlyPage, type PdfPage } from './only-page.ts';
import { openPdf, type PdfFile } from './pdf-file.ts';
import { unreadable } from './pdf-values.ts';
import { type DrawnSign, hidden } from './text-reader.ts';

/**
 * The check of every certificate, by a reader that shares nothing with the libraries that write them.
 *
 * @param layoutOf where layouts come from; by default those that come with the program are known.
 */
export const createCertificateCheck = (
  layoutOf: LayoutSource = ({ layout }) => builtInLayout(layout),
): CertificateCheck => ({
  check: (pdf, content) => checkPrint(pdf, expectedPrint({ ...content, layout: layoutOf(content.settings) })),
});

/**
 * Opens a finished PDF and compares it with what was asked for.
 *
 * @throws SelfCheckError
 */
export const checkPrint = (pdf: Uint8Array, expected: ExpectedPrint): void => {
  const file = openPdf(pdf);
  checkCatalog(file, expected);
  const page = onlyPage(file);
  checkSize(page, expected);
  const drawn = readPage(page.content, namedBy(file, page));
  checkBeneath(drawn, expected);
  checkSigns(drawn);
  const lines = linesOf(drawn.pieces);
  checkOnPage(lines, page);
  const paragraphs = checkedTexts(lines, expected);
  checkPlaces(paragraphs, page);
  checkLinks(file, page.annotations, paragraphs);
  checkQrCodes(drawn, expected, page.heightPt);
  checkStructure(file, expected);
};

const namedBy = (file: PdfFile, { resources }: PdfPage): Named => {
  const [fonts, settings] = [file.dict(resources.get('/Font')), file.dict(resources.get('/ExtGState'))];
  // A page may say that its plain inks are others.
  if (file.dict(resources.get('/ColorSpace')).size > 0) throw unreadable('the page has inks of its own');
  const read = new Map<string, PdfFont>();
  return {
    font: (name) => {
      const font = read.get(name) ?? readFont(file, file.dict(fonts.get(name)));
      read.set(name, font);
      return font;
    },
    settings: (name) => file.dict(settings.get(name)),
  };
};

/** What the file of a certificate has, and nothing else: nothing that happens when it is opened, no forms. */
const knownParts: readonly string[] = [
  '/Type',
  '/Version',
  '/Pages',
  '/Names',
  '/Lang',
  '/MarkInfo',
  '/StructTreeRoot',
  '/ViewerPreferences',
  '/Metadata',
];
/** Which of a template's layers are hidden, and what its inks look like. Text in a layer is refused where it is drawn. */
const partsOfTemplates: readonly string[] = ['/OCProperties', '/OutputIntents'];

const checkCatalog = (file: PdfFile, { hasUnderlay }: ExpectedPrint): void => {
  const known = new Set(hasUnderlay ? [...knownParts, ...partsOfTemplates] : knownParts);
  const isPlain =
    [...file.catalog.keys()].every((key) => known.has(key)) &&
    [...file.dict(file.catalog.get('/Names')).keys()].every((key) => key === '/Dests');
  if (!isPlain) throw unreadable('it has parts that certificates have not');
};

/** Widths are written with so many decimals that this is more than rounding. */
const tolerancePt = 0.05;

const checkSize = ({ widthPt, heightPt }: PdfPage, { page }: ExpectedPrint): void => {
  const isSame = (isPt: number, shouldMm: number): boolean => Math.abs(isPt - mm(shouldMm)) < tolerancePt;
  if (isSame(widthPt, page.widthMm) && isSame(heightPt, page.heightMm)) return;
  throw new SelfCheckError(
    'self-check-page',
    `the finished PDF's page is ${widthPt} x ${heightPt} points large, and should be ${page.widthMm} x ${page.heightMm} mm`,
  );
};

const checkBeneath = ({ beneath }: DrawnPage, { hasUnderlay }: ExpectedPrint): void => {
  if (beneath.length > (hasUnderlay ? 1 : 0)) throw unreadable('the page has a picture that nobody asked for');
};

const checkSigns = ({ pieces }: DrawnPage): void => {
  const missing = pieces.reduce((sum, signs) => sum + missingIn(signs), 0);
  if (missing === 0) return;
  throw new SelfCheckError(
    'self-check-glyph',
    `the finished PDF has ${missing} ${missing === 1 ? 'sign' : 'signs'} that nobody could see: a box, or nothing, stands for it`,
  );
};

/** Letters that are only said, by signs that show nothing, are as good as missing. */
const missingIn = (signs: readonly DrawnSign[]): number => {
  const missing = signs.filter(({ visible }) => visible === 'missing').length;
  const isBlank = signs.every(({ visible }) => visible !== 'some');
  const says = signs.some(({ letters }) => comparable(letters).trim() !== '');
  return missing === 0 && isBlank && says ? 1 : missing;
};

const checkedTexts = (lines: readonly DrawnLine[], { texts }: ExpectedPrint): readonly DrawnParagraph[] => {
  const compared = comparedTexts(lines, texts);
  if (compared === 'more') throw otherText('it has text that nobody asked for');
  if (!('in' in compared)) return compared;
  if (compared.in === 'text') throw otherText(`the ${compared.role} reads otherwise`);
  throw hidden(`has another ink than it should, in the ${compared.role}`);
};

const otherText = (because: string): SelfCheckError =>
  new SelfCheckError('self-check-text', `the finished PDF does not say what was asked for: ${because}`);
