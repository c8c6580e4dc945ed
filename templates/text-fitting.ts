import type { Box, Step } from './layout.ts';
import { brokenLines, type Line, measuredWords } from './line-breaking.ts';
import { type Face, lineHeightEm, type Measure, mm } from './typography.ts';

/** A paragraph that fits its box. */
export type FittedText = Readonly<{ sizePt: number; lines: readonly Line[] }>;

/** Below the smallest of a block's own sizes, each try is so much smaller than the one before. */
const shrinkFactor = 0.85;
/** Longer texts are not for certificates: a title has at most 1,000 characters. */
export const charactersMax = 4_000;
/** So small (0.85^24 = 1/50) fits whatever the bounds of a request let through. */
const shrinksMax = 24;

/**
 * The largest of the steps at which all of the text fits the box. Nothing is ever cut: a text that is
 * too long for every step is set smaller still, a word that is wider than the box is broken.
 *
 * @throws Error when the text is longer than `charactersMax`.
 */
export const fitText = (
  text: string,
  { face, box, steps }: Readonly<{ face: Face; box: Box; steps: readonly [Step, ...Step[]] }>,
  measure: Measure,
): FittedText => {
  if (text.length > charactersMax) throw new Error(`a text of ${text.length} characters is too long to be set`);
  const words = measuredWords(text, (part, from) => measure(part, face, from));
  const spaceEm = measure(' ', face);

  for (const { sizePt, widthMaxMm = box.widthMm, linesMax = Number.POSITIVE_INFINITY } of tried(steps)) {
    const widthEm = mm(Math.min(widthMaxMm, box.widthMm)) / sizePt;
    const room = Math.min(linesMax, Math.floor(mm(box.heightMm) / (sizePt * lineHeightEm)));
    const lines = brokenLines(words, { widthEm, spaceEm, linesMax: room })?.map((line) => ({
      ...line,
      widthEm: measure(line.text, face, line.from),
    }));
    // Letters that join may be wider together than one by one.
    if (lines?.every((line) => line.widthEm <= widthEm)) return { sizePt, lines };
  }
  throw new Error(`a text of ${text.length} characters does not fit a box of ${box.widthMm} x ${box.heightMm} mm`);
};

const tried = (steps: readonly [Step, ...Step[]]): readonly Step[] => {
  const smallest = Math.min(...steps.map(({ sizePt }) => sizePt));
  const smaller = Array.from({ length: shrinksMax }, (_, n) => ({ sizePt: smallest * shrinkFactor ** (n + 1) }));
  return [...steps, ...smaller];
};
