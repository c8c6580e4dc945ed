import { lettersOf } from './text-runs.ts';
import { piecesOf } from './word-boundaries.ts';

/** A line of a paragraph, with its width in em. */
export type Line = Readonly<{
  text: string;
  /** Where in the paragraph it begins. */
  from: number;
  widthEm: number;
}>;

/** A word, and the letters that it can be broken into when no line can hold it. */
export type Word = Line & Readonly<{ afterBlank: boolean; letters: () => readonly Line[] }>;

type Bounds = Readonly<{ widthEm: number; spaceEm: number; linesMax: number }>;

/** Rounding, and kerning between broken letters, may add so much to a line's computed width. */
const toleranceEm = 0.01;
/** Halvings in the search for evenly filled lines: to 1/64 of the width. */
const balanceSteps = 6;

/** The text's words, each measured once, whatever the number of sizes that are tried with them. */
export const measuredWords = (text: string, measure: (text: string, from: number) => number): readonly Word[] =>
  piecesOf(text).map((piece) => {
    let letters: readonly Line[] | undefined;
    return {
      ...piece,
      widthEm: measure(piece.text, piece.from),
      letters: () => {
        letters ??= measuredLetters(piece, measure);
        return letters;
      },
    };
  });

const measuredLetters = (
  { text, from }: Pick<Line, 'text' | 'from'>,
  measure: (text: string, from: number) => number,
): readonly Line[] => {
  let at = from;
  return inseparable(lettersOf(text)).map((letter) => {
    at += letter.length;
    return { text: letter, from: at - letter.length, widthEm: measure(letter, at - letter.length) };
  });
};

/** A letter that lost its vowel is written into the next one, which makes one letter of them. */
const inseparable = (letters: readonly string[]): readonly string[] => {
  const whole: string[] = [];
  for (const letter of letters) {
    const before = whole.at(-1);
    if (before !== undefined && unfinished.test(before)) whole[whole.length - 1] = before + letter;
    else whole.push(letter);
  }
  return whole;
};

/** The viramas of the Indic scripts that stack their letters. */
const unfinished = /[\u094d\u09cd\u0a4d\u0acd\u0b4d\u0c4d\u0ccd\u0d4d\u0dca\u17d2][\u200c\u200d]?$/u;

/**
 * The words in lines of about the same width, as few as possible.
 *
 * @returns undefined when more than `linesMax` lines would be needed.
 */
export const brokenLines = (words: readonly Word[], bounds: Bounds): readonly Line[] | undefined => {
  const lines = filledLines(words, bounds);
  if (!lines) return undefined;

  // Never narrower than the widest whole word: evenness is no reason to break one.
  const wholeWords = words.map(({ widthEm }) => widthEm).filter((widthEm) => widthEm <= bounds.widthEm - toleranceEm);
  let [tooNarrow, wideEnough] = [Math.max(0, ...wholeWords), bounds.widthEm];
  let best = lines;
  for (let step = 0; step < balanceSteps && lines.length > 1; step += 1) {
    const widthEm = (tooNarrow + wideEnough) / 2;
    const narrower = filledLines(words, { ...bounds, widthEm, linesMax: lines.length });
    if (narrower) best = narrower;
    if (narrower) wideEnough = widthEm;
    else tooNarrow = widthEm;
  }
  return best;
};

/** Fills each line as far as it goes. */
const filledLines = (words: readonly Word[], { widthEm, spaceEm, linesMax }: Bounds): readonly Line[] | undefined => {
  const limitEm = widthEm - toleranceEm;
  const lines: Line[] = [];
  let line: Line | undefined;

  for (const part of words.flatMap((word) => pieces(word, limitEm))) {
    const gapEm = part.afterBlank ? spaceEm : 0;
    if (line && line.widthEm + gapEm + part.widthEm <= limitEm) {
      const text = `${line.text}${part.afterBlank ? ' ' : ''}${part.text}`;
      line = { ...line, text, widthEm: line.widthEm + gapEm + part.widthEm };
      continue;
    }
    if (part.widthEm > limitEm) return undefined;
    if (line) lines.push(line);
    if (lines.length >= linesMax) return undefined;
    line = { text: part.text, from: part.from, widthEm: part.widthEm };
  }
  return line ? [...lines, line] : lines;
};

/** A word that is wider than a line comes in letters, so that it can be broken anywhere but inside one. */
const pieces = (word: Word, limitEm: number): readonly (Line & Readonly<{ afterBlank: boolean }>)[] =>
  word.widthEm <= limitEm
    ? [word]
    : word.letters().map((letter, index) => ({ ...letter, afterBlank: word.afterBlank && index === 0 }));
