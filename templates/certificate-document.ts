import type { Content, createPdf, Style } from 'pdfmake';
import { type BackgroundParts, background, backgroundParts } from './background.ts';
import { type DrawnCertificate, filledBlocks, layoutOf } from './filled-blocks.ts';
import { type PlacedLine, type PlacedRun, placedLines } from './placed-lines.ts';
import { printableText } from './printable-text.ts';
import type { PrintedCertificate } from './printed-certificate.ts';
import { type FontMetrics, isRightToLeft, markedText } from './text-runs.ts';
import { type Face, mm } from './typography.ts';

/** A document in pdfmake's language. */
export type Document = Parameters<typeof createPdf>[0];

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
 * It is tagged, and says nothing yet of what is what, nor where it leads: `structureOf` does.
 *
 * @param made what was made of the certificate before: its lines, and what lies under them.
 */
export const certificateDocument = (
  certificate: DrawnCertificate,
  fonts: FontMetrics,
  made: Readonly<{ lines?: readonly PlacedLine[]; parts?: BackgroundParts }> = {},
): Document => {
  const { lines = placedLines(filledBlocks(certificate), fonts), parts = backgroundParts(certificate) } = made;
  const layout = layoutOf(certificate);
  return {
    pageSize: { width: mm(layout.page.widthMm), height: mm(layout.page.heightMm) },
    pageMargins: 0,
    version: '1.7',
    language: layout.language,
    tagged: true,
    displayTitle: true,
    info: propertiesOf(certificate),
    background: () => ({ canvas: background(parts) }),
    content: lines.flatMap((line) => printedLine(line, fonts)),
  };
};

const printedLine = (line: PlacedLine, fonts: FontMetrics): readonly Content[] =>
  line.runs.map((run, at) => printedRun({ run, text: markedText(run, line.runs[at - 1]) }, line, fonts));

type Printed = Readonly<{ run: PlacedRun; text: string }>;

/** Stands on the line's baseline, although pdfmake is told its upper edge, which each font has at another height. */
const printedRun = ({ run, text }: Printed, line: PlacedLine, fonts: FontMetrics): Content => ({
  text,
  font: run.font,
  ...styleOf[run.face],
  // Any feature lets the run be shaped as a whole, not word by word; these two tell its direction.
  fontFeatures: [isRightToLeft(run) ? 'rtla' : 'ltra'],
  fontSize: line.sizePt,
  color: line.block.spans?.[run.span]?.color ?? line.block.color,
  noWrap: true,
  preserveLeadingSpaces: true,
  preserveTrailingSpaces: true,
  absolutePosition: { x: run.xPt, y: line.baselinePt - fonts.ascentOf(run.font, run.face) * line.sizePt },
});

/** The dates are the order's, never today's: the file must be the same whenever it is made. */
const propertiesOf = ({ personal, requestedAt, settings }: PrintedCertificate): Document['info'] => {
  const course = settings.longCourse || settings.course;
  const made = new Date(requestedAt);
  return {
    title: titleOf(printableText(personal.name), printableText(course)),
    author: printableText(settings.longOrg || settings.org),
    subject: printableText(`${settings.called}: ${settings.course}`),
    creator: 'certificate-agent',
    producer: 'certificate-agent (pdfmake)',
    creationDate: made,
    modDate: made,
  };
};

/**
 * Where one of the two runs from right to left, each is set apart (FSI … PDI), so that a number or a bracket at its end does not
 * go to the other side.
 */
const titleOf = (...parts: readonly string[]): string =>
  parts.map((part) => (rightToLeft.test(parts.join('')) ? `\u2068${part}\u2069` : part)).join(' – ');

const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;
