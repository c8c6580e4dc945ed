import type { FilledBlock } from './filled-blocks.ts';
import { hanStyleOf } from './han-style.ts';
import type { Role } from './layout.ts';
import { type FittedText, fitText } from './text-fitting.ts';
import { drawnRuns, type FontMetrics, type Run, type Style, widthOfText } from './text-runs.ts';
import { baselineEm, lineHeightEm, type Measure, mm, toMm } from './typography.ts';

/** A run at its place, in points from the page's left edge. */
export type PlacedRun = Run & Readonly<{ xPt: number }>;

/** A line at its place: points from the page's upper left corner to the start of its baseline. */
export type PlacedLine = Readonly<{
  block: FilledBlock;
  text: string;
  /** What is drawn, from left to right. */
  runs: readonly PlacedRun[];
  sizePt: number;
  xPt: number;
  baselinePt: number;
  widthPt: number;
}>;

/** How each block is set: its face, and how its Chinese letters are written, as the whole page tells. */
export const styleOf = ({ text, face, spans }: FilledBlock, blocks: readonly FilledBlock[]): Style => ({
  face,
  ...(spans ? { spans } : {}),
  han: hanStyleOf(text, blocks.map((block) => block.text).join(' ')),
});

/**
 * Sets every block in the largest size that its box allows. A block that stands `below` another one
 * moves down as far as that one needs; both keep the order and never touch.
 */
export const placedLines = (blocks: readonly FilledBlock[], fonts: FontMetrics): readonly PlacedLine[] => {
  const endsMm = new Map<Role, number>();
  return blocks.flatMap((block) => {
    const style = styleOf(block, blocks);
    const fitted = fitText(block.text, block, measureIn(block, { style, fonts }));
    const topMm = topOf(block, fitted, endsMm);
    endsMm.set(block.role, topMm + heightMmOf(fitted));
    return linesAt(block, fitted, { topMm, style, fonts });
  });
};

/** A text of one look is measured alone, that of several where it stands. */
const measureIn =
  ({ text, spans }: FilledBlock, { style, fonts }: Pick<Setting, 'style' | 'fonts'>): Measure =>
  (part, _, from) => {
    if (!spans || from === undefined) return widthOfText(part, { face: style.face, han: style.han }, fonts);
    const line = { from, to: from + part.length };
    return drawnRuns(text, { style, fonts, line }).reduce((sum, run) => sum + fonts.widthOf(run), 0);
  };

const heightMmOf = ({ sizePt, lines }: FittedText): number => toMm(lines.length * sizePt * lineHeightEm);

const topOf = (block: FilledBlock, fitted: FittedText, endsMm: ReadonlyMap<Role, number>): number => {
  const { box, vertical, below, baselineMm } = block;
  const aboveMm = below ? (endsMm.get(below.role) ?? 0) + below.gapMm : 0;
  if (baselineMm !== undefined) return Math.max(baselineMm - toMm(baselineEm * fitted.sizePt), aboveMm);
  const restMm = box.heightMm - heightMmOf(fitted);
  return Math.max(box.topMm, aboveMm) + { top: 0, middle: restMm / 2, bottom: restMm }[vertical];
};

type Setting = Readonly<{ topMm: number; style: Style; fonts: FontMetrics }>;

/** Left is left, whatever direction the text has: as `text-align` means it in a browser. */
const linesAt = (block: FilledBlock, { sizePt, lines }: FittedText, setting: Setting): readonly PlacedLine[] =>
  lines.map(({ text, from }, index) => {
    const { style, fonts, topMm } = setting;
    const drawn = drawnRuns(block.text, { style, fonts, line: { from, to: from + text.length } });
    const widthPt = drawn.reduce((sum, run) => sum + fonts.widthOf(run), 0) * sizePt;
    const restPt = mm(block.box.widthMm) - widthPt;
    const indentPt = { left: 0, center: restPt / 2, right: restPt }[block.align];
    const xPt = mm(block.box.leftMm) + indentPt;
    return {
      block,
      text,
      runs: placedRuns(drawn, { xPt, sizePt, fonts }),
      sizePt,
      xPt,
      baselinePt: mm(topMm) + (index * lineHeightEm + baselineEm) * sizePt,
      widthPt,
    };
  });

const placedRuns = (
  drawn: readonly Run[],
  { xPt, sizePt, fonts }: Readonly<{ xPt: number; sizePt: number; fonts: FontMetrics }>,
): readonly PlacedRun[] => {
  let endPt = xPt;
  return drawn.map((run) => {
    const placed = { ...run, xPt: endPt };
    endPt += fonts.widthOf(run) * sizePt;
    return placed;
  });
};
