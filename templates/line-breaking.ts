/** A line of a paragraph, with its width in em. */
export type Line = Readonly<{ text: string; widthEm: number }>;

/** A word, and the letters that it can be broken into when no line can hold it. */
export type Word = Line & Readonly<{ letters: () => readonly Line[] }>;

type Bounds = Readonly<{ widthEm: number; spaceEm: number; linesMax: number }>;

const letterSegmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Rounding, and kerning between broken letters, may add so much to a line's computed width. */
const toleranceEm = 0.01;
/** Halvings in the search for evenly filled lines: to 1/64 of the width. */
const balanceSteps = 6;

/** The text's words, each measured once, whatever the number of sizes that are tried with them. */
export const measuredWords = (text: string, measure: (text: string) => number): readonly Word[] =>
  text.split(' ').map((word) => {
    let letters: readonly Line[] | undefined;
    return {
      text: word,
      widthEm: measure(word),
      letters: () => {
        letters ??= [...letterSegmenter.segment(word)].map(({ segment }) => ({
          text: segment,
          widthEm: measure(segment),
        }));
        return letters;
      },
    };
  });

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
    const gap: Line = part.continues ? { text: '', widthEm: 0 } : { text: ' ', widthEm: spaceEm };
    if (line && line.widthEm + gap.widthEm + part.widthEm <= limitEm) {
      line = joined(line, gap, part);
      continue;
    }
    if (part.widthEm > limitEm) return undefined;
    if (line) lines.push(line);
    if (lines.length >= linesMax) return undefined;
    line = { text: part.text, widthEm: part.widthEm };
  }
  return line ? [...lines, line] : lines;
};

const joined = (...parts: readonly Line[]): Line => ({
  text: parts.map(({ text }) => text).join(''),
  widthEm: parts.reduce((sum, { widthEm }) => sum + widthEm, 0),
});

/** A word that is wider than a line comes in letters, so that it can be broken anywhere but inside one. */
const pieces = (word: Word, limitEm: number): readonly (Line & { continues: boolean })[] =>
  word.widthEm <= limitEm
    ? [{ ...word, continues: false }]
    : word.letters().map((letter, index) => ({ ...letter, continues: index > 0 }));
