import { builtInLayout } from '../../../templates/built-in-layouts.ts';
import { type ExpectedPrint, expectedPrint } from '../../../templates/expected-print.ts';
import { mm } from '../../../templates/typography.ts';
import { type CertificateCheck, SelfCheckError } from '../../ports/certificate-check.ts';
import type { LayoutSource } from '../../ports/layout-source.ts';
import { firstDifference } from './compare-texts.ts';
import { type DrawnPage, readPage } from './drawn-page.ts';
import { type PdfFont, readFont } from './fonts.ts';
import { onlyPage, type PdfPage } from './only-page.ts';
import { openPdf, type PdfFile } from './pdf-file.ts';
import { readQrCode } from './qr-code.ts';

/** Widths are written with so many decimals that this is more than rounding. */
const tolerancePt = 0.05;

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
  const page = onlyPage(file);
  checkSize(page, expected);
  const drawn = readPage(page.content, fontsOf(file, page), propertiesOf(file, page));
  checkSigns(drawn);
  checkTexts(drawn, expected);
  checkLinks(page, expected);
  checkQrCodes(page, drawn, expected);
};

const fontsOf = (file: PdfFile, { resources }: PdfPage): ((name: string) => PdfFont) => {
  const fonts = file.dict(resources.get('/Font'));
  const read = new Map<string, PdfFont>();
  return (name) => {
    const font = read.get(name) ?? readFont(file, file.dict(fonts.get(name)));
    read.set(name, font);
    return font;
  };
};

const propertiesOf = (file: PdfFile, { resources }: PdfPage) => {
  const properties = file.dict(resources.get('/Properties'));
  return (name: string) => file.dict(properties.get(name));
};

const checkSize = ({ widthPt, heightPt }: PdfPage, { page }: ExpectedPrint): void => {
  const isSame = (isPt: number, shouldMm: number): boolean => Math.abs(isPt - mm(shouldMm)) < tolerancePt;
  if (isSame(widthPt, page.widthMm) && isSame(heightPt, page.heightMm)) return;
  throw new SelfCheckError(
    'self-check-page',
    `the finished PDF's page is ${widthPt} x ${heightPt} points large, and should be ${page.widthMm} x ${page.heightMm} mm`,
  );
};

const checkSigns = ({ texts }: DrawnPage): void => {
  const missing = texts.reduce((sum, text) => sum + text.missing, 0);
  if (missing === 0) return;
  throw new SelfCheckError(
    'self-check-glyph',
    `the finished PDF has ${missing} ${missing === 1 ? 'sign' : 'signs'} that nobody could see: a box, or nothing, stands for it`,
  );
};

const checkTexts = ({ texts }: DrawnPage, expected: ExpectedPrint): void => {
  const differs = firstDifference(
    texts.map(({ text }) => text),
    expected.texts,
  );
  if (differs === undefined) return;
  const because = differs === 'more' ? 'it has text that nobody asked for' : `the ${differs} reads otherwise`;
  throw new SelfCheckError('self-check-text', `the finished PDF does not say what was asked for: ${because}`);
};

const checkLinks = ({ links }: PdfPage, expected: ExpectedPrint): void => {
  const strays = links.filter((address) => !expected.links.includes(address)).length;
  const isMissing = expected.links.some((address) => !links.includes(address));
  if (strays === 0 && !isMissing) return;
  const because =
    strays > 0 ? `${strays} of its links ${strays === 1 ? 'leads' : 'lead'} elsewhere` : 'a link is missing';
  throw new SelfCheckError('self-check-link', `the finished PDF does not lead where it should: ${because}`);
};

const checkQrCodes = ({ heightPt }: PdfPage, { rectangles }: DrawnPage, { qr }: ExpectedPrint): void => {
  for (const { text, box } of qr) {
    const [left, top] = [mm(box.leftMm), heightPt - mm(box.topMm)];
    const area = { left, top, right: left + mm(box.widthMm), bottom: top - mm(box.heightMm) };
    const read = readQrCode(rectangles, area);
    if (read === text) continue;
    const because = read === null ? 'it cannot be read' : 'it leads elsewhere';
    throw new SelfCheckError('self-check-qr', `the finished PDF's QR code is not right: ${because}`);
  }
};
