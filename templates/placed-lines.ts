import type { FilledBlock } from './filled-blocks.ts';
import type { Role } from './layout.ts';
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
    const fitted = fitText(block.text, block, measure);
    const topMm = topOf(block, fitted, endsMm);
    endsMm.set(block.role, topMm + heightMmOf(fitted));
    return linesAt(block, fitted, topMm);
  });
};

const heightMmOf = ({ sizePt, lines }: FittedText): number => toMm(lines.length * sizePt * lineHeightEm);

const topOf = (
  { box, vertical, below }: FilledBlock,
  fitted: FittedText,
  endsMm: ReadonlyMap<Role, number>,
): number => {
  const aboveMm = below ? (endsMm.get(below.role) ?? 0) + below.gapMm : 0;
  const topMm = Math.max(box.topMm, aboveMm);
  return vertical === 'middle' ? topMm + (box.heightMm - heightMmOf(fitted)) / 2 : topMm;
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
