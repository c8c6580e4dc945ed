import { levelsOf, visualOrder } from './bidi.ts';
import type { HanStyle } from './han-style.ts';
import { scriptOf } from './scripts.ts';
import type { Face } from './typography.ts';

/**
 * How a text is set: what decides, with its letters, which font is taken. A paragraph of several looks has its parts in
 * `spans`, which together are its text.
 */
export type Style = Readonly<{ face: Face; han: HanStyle; spans?: readonly Readonly<{ text: string; face: Face }>[] }>;

/** A stretch of a line that is shaped and drawn in one go. */
export type Run = Readonly<{
  /** In the order in which it is read. */
  text: string;
  /** Where in the paragraph it begins. */
  from: number;
  font: string;
  face: Face;
  /** Which part of a paragraph of several looks it belongs to; 0 when there is only one. */
  span: number;
  /** Odd when it is drawn from right to left. */
  level: number;
}>;

/** What must be known of the fonts to set a text. Sizes are in em: times the size of the letters they are points. */
export type FontMetrics = Readonly<{
  /** The first font, in the order of preference, that has all signs of a letter. */
  fontOf: (letter: string, style: Style) => string | undefined;
  /** How wide a run is when it is drawn. */
  widthOf: (run: Run) => number;
  /** How far above the baseline a line begins that is set in this font. */
  ascentOf: (font: string, face: Face) => number;
}>;

const letterSegmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** A text's letters with all their marks: what is never taken apart. */
export const lettersOf = (text: string): readonly string[] =>
  plain.test(text) ? [...text] : [...letterSegmenter.segment(text)].map(({ segment }) => segment);

/** Of these each character is a letter of its own. */
const plain = /^[\u0020-\u02ff]*$/;

/** Whether letters of the run, or of its text, are read from right to left. */
export const isRightToLeft = ({ level }: Readonly<{ level: number }>): boolean => level % 2 === 1;

/**
 * The runs of a line, from left to right as they are drawn: one font, one direction and one script each.
 *
 * @param line where the line stands in its paragraph, which decides on directions; all of it when left out.
 * @throws Error when no font has a letter; check the text before.
 */
export const drawnRuns = (
  paragraph: string,
  { style, fonts, line = { from: 0, to: paragraph.length } }: Setting,
): readonly Run[] => visualOrder(readRuns(paragraph, { style, fonts, line }));

type Setting = Readonly<{
  style: Style;
  fonts: Pick<FontMetrics, 'fontOf'>;
  line?: Readonly<{ from: number; to: number }>;
}>;

/** The same in the order in which they are read. */
const readRuns = (paragraph: string, { style, fonts, line }: Required<Setting>): readonly Run[] => {
  const levels = levelsOf(paragraph);
  const runs: { -readonly [Key in keyof Run]: Run[Key] }[] = [];
  let script: string | undefined;
  let at = line.from;

  for (const letter of lettersOf(paragraph.slice(line.from, line.to))) {
    const { face, span } = lookAt(at, style);
    const font = fonts.fontOf(letter, { ...style, face });
    if (font === undefined) throw new Error('a text is set that no font has all letters of');
    const level = levels[at] ?? 0;
    const own = shapedWith(letter);
    const last = runs.at(-1);
    if (last?.font === font && last.span === span && last.level === level && (!own || !script || own === script)) {
      last.text += letter;
      script = own ?? script;
    } else {
      runs.push({ text: letter, from: at, font, face, span, level });
      script = own;
    }
    at += letter.length;
  }
  return runs;
};

const lookAt = (offset: number, { face, spans = [] }: Style): Pick<Run, 'face' | 'span'> => {
  let end = 0;
  for (const [span, part] of spans.entries()) {
    end += part.text.length;
    if (offset < end) return { face: part.face, span };
  }
  return { face, span: 0 };
};

/** What a letter can be shaped together with; undefined goes with everything. */
const shapedWith = (letter: string): string | undefined => {
  const script = scriptOf(letter);
  return script && eastAsian.test(script) ? 'East Asian' : script;
};

/** These are written mixed, and their letters do not act upon each other. */
const eastAsian = /^(Bopomofo|Han|Hangul|Hiragana|Katakana)$/;

/**
 * A run's text with a mark of direction, which has neither sign nor width, where those who read the drawn line back would
 * take a bracket or a point for a part of the right-to-left words before it.
 */
export const markedText = (run: Run, before: Run | undefined): string =>
  before && isRightToLeft(before) && !isRightToLeft(run) && /^[^\p{L}\p{N}]/u.test(run.text)
    ? `${leftToRightMark}${run.text}`
    : run.text;

const leftToRightMark = '\u200e';

/** The width of a text that stands alone, in em. */
export const widthOfText = (text: string, style: Style, fonts: FontMetrics): number =>
  drawnRuns(text, { style, fonts }).reduce((sum, run) => sum + fonts.widthOf(run), 0);
