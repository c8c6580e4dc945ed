import type { FilledBlock } from './filled-blocks.ts';
import type { Role } from './layout.ts';
import { type Piece, spanLines, spanWords } from './span-lines.ts';
import { type FittedText, fitText } from './text-fitting.ts';
import { baselineEm, lineHeightEm, type Measure, mm, toMm } from './typography.ts';

/** A line at its place: points from the page's upper left corner to the start of its baseline. */
export type PlacedLine = Readonly<{
  block: FilledBlock;
  text: string;
  sizePt: number;
  xPt: number;
  baselinePt: number;
  widthPt: number;
}>;

/**
 * Sets every block in the largest size that its box allows. A block that stands `below` another one
 * moves down as far as that one needs; both keep the order and never touch.
 */
export const placedLines = (blocks: readonly FilledBlock[], measure: Measure): readonly PlacedLine[] => {
  const endsMm = new Map<Role, number>();
  return blocks.flatMap((block) => {
    const words = block.spans ? { words: spanWords(block.spans, measure) } : {};
    const fitted = fitText(block.text, { ...block, ...words }, measure);
    const topMm = topOf(block, fitted, endsMm);
    endsMm.set(block.role, topMm + heightMmOf(fitted));
    return linesAt(block, fitted, topMm).flatMap((line, index) =>
      piecesAt(line, inLooks(block, fitted, measure)?.[index]),
    );
  });
};

const heightMmOf = ({ sizePt, lines }: FittedText): number => toMm(lines.length * sizePt * lineHeightEm);

const topOf = (block: FilledBlock, fitted: FittedText, endsMm: ReadonlyMap<Role, number>): number => {
  const { box, vertical, below, baselineMm } = block;
  const aboveMm = below ? (endsMm.get(below.role) ?? 0) + below.gapMm : 0;
  if (baselineMm !== undefined) return Math.max(baselineMm - toMm(baselineEm * fitted.sizePt), aboveMm);
  const restMm = box.heightMm - heightMmOf(fitted);
  return Math.max(box.topMm, aboveMm) + { top: 0, middle: restMm / 2, bottom: restMm }[vertical];
};

const inLooks = ({ spans }: FilledBlock, { lines }: FittedText, measure: Measure) =>
  spans && spanLines(lines, spans, measure);

/** A line of several looks as one placed line for each, side by side. */
const piecesAt = (line: PlacedLine, pieces: readonly Piece[] = []): readonly PlacedLine[] => {
  if (pieces.length === 0) return [line];
  let xPt = line.xPt;
  return pieces.map(({ text, face, color, widthEm }) => {
    const widthPt = widthEm * line.sizePt;
    const placed = { ...line, block: { ...line.block, face, color }, text, xPt, widthPt };
    xPt += widthPt;
    return placed;
  });
};

const linesAt = (block: FilledBlock, { sizePt, lines }: FittedText, topMm: number): readonly PlacedLine[] =>
  lines.map(({ text, widthEm }, index) => {
    const widthPt = widthEm * sizePt;
    const restPt = mm(block.box.widthMm) - widthPt;
    const indentPt = { left: 0, center: restPt / 2, right: restPt }[block.align];
    return {
      block,
      text,
      sizePt,
      xPt: mm(block.box.leftMm) + indentPt,
      baselinePt: mm(topMm) + (index * lineHeightEm + baselineEm) * sizePt,
      widthPt,
    };
  });
