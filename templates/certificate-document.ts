import type { Content, createPdf, Style } from 'pdfmake';
import { background } from './background.ts';
import { type DrawnCertificate, type FilledBlock, filledBlocks, layoutOf } from './filled-blocks.ts';
import { type PlacedLine, placedLines } from './placed-lines.ts';
import { printableText } from './printable-text.ts';
import type { PrintedCertificate } from './printed-certificate.ts';
import { type Face, type Measure, mm } from './typography.ts';

/** A document in pdfmake's language. */
export type Document = Parameters<typeof createPdf>[0];

/** The family of fonts that documents ask for; whoever prints them provides it in all four faces. */
export const fontFamily = 'certificate';

/** What must be known of the fonts to set a page: widths, and how far above the baseline a line begins. */
export type FontMetrics = Readonly<{ measure: Measure; ascentEm: number }>;

const styleOf: Record<Face, Pick<Style, 'bold' | 'italics'>> = {
  regular: { bold: false, italics: false },
  italic: { bold: false, italics: true },
  bold: { bold: true, italics: false },
  'bold-italic': { bold: true, italics: true },
};

/**
 * A certificate as one page of pdfmake's document language. Every line is broken and placed here
 * already, so that no text is ever laid out, or read as anything but letters, by the library.
 *
 * @param filled the certificate's blocks, when they were made before (to check what they say).
 */
export const certificateDocument = (
  certificate: DrawnCertificate,
  { measure, ascentEm }: FontMetrics,
  filled: readonly FilledBlock[] = filledBlocks(certificate),
): Document => {
  const layout = layoutOf(certificate);
  return {
    pageSize: { width: mm(layout.page.widthMm), height: mm(layout.page.heightMm) },
    pageMargins: 0,
    version: '1.7',
    language: 'en',
    displayTitle: true,
    info: propertiesOf(certificate),
    defaultStyle: { font: fontFamily },
    background: () => ({ canvas: background(certificate) }),
    content: placedLines(filled, measure).map((line) => printed(line, ascentEm)),
  };
};

const printed = ({ block, text, sizePt, xPt, baselinePt }: PlacedLine, ascentEm: number): Content => ({
  text,
  ...styleOf[block.face],
  ...(block.link ? { link: block.link } : {}),
  fontSize: sizePt,
  color: block.color,
  noWrap: true,
  absolutePosition: { x: xPt, y: baselinePt - ascentEm * sizePt },
});

/** The dates are the order's, never today's: the file must be the same whenever it is made. */
const propertiesOf = ({ personal, requestedAt, settings }: PrintedCertificate): Document['info'] => {
  const course = settings.longCourse || settings.course;
  const made = new Date(requestedAt);
  return {
    title: printableText(`${personal.name} – ${course}`),
    author: printableText(settings.longOrg || settings.org),
    subject: printableText(`${settings.called}: ${settings.course}`),
    creator: 'certificate-agent',
    producer: 'certificate-agent (pdfmake)',
    creationDate: made,
    modDate: made,
  };
};
