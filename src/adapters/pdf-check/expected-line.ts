import { levelsOf, visualOrder } from '../../../templates/bidi.ts';
import type { ExpectedText } from '../../../templates/expected-print.ts';
import { lettersOf } from '../../../templates/text-runs.ts';
import { comparable } from './comparable.ts';
import { type Ink, inkNamed } from './ink.ts';

/** A letter with its marks, as it should be drawn. */
type ExpectedLetter = Readonly<{ text: string; level: number; ink: Ink }>;

/** A stretch of a line in one direction and one ink, in the order in which it is read. */
export type ExpectedStretch = Readonly<{ text: string; level: number; ink: Ink }>;

/** A paragraph that is taken line by line; where it is broken is not known before. */
export type ExpectedParagraph = Readonly<{
  /**
   * The next line of so many characters.
   *
   * @returns its stretches as they stand from left to right; undefined when no line can end there.
   */
  nextLine: (characters: number) => readonly ExpectedStretch[] | undefined;
  isAtEnd: () => boolean;
}>;

/** Directions are those of the whole paragraph (UAX 9), in which each line is then put into its order. */
export const expectedParagraph = ({ text, parts }: ExpectedText): ExpectedParagraph => {
  const letters = expectedLetters(text, parts);
  let at = 0;
  return {
    nextLine: (characters) => {
      const stretches: { -readonly [Key in keyof ExpectedStretch]: ExpectedStretch[Key] }[] = [];
      let left = characters;
      for (; left > 0; at += 1) {
        const letter = letters[at];
        if (!letter) return undefined;
        left -= letter.text.length;
        const last = stretches.at(-1);
        if (last && last.level === letter.level && last.ink === letter.ink) last.text += letter.text;
        else stretches.push({ ...letter });
      }
      if (left < 0) return undefined;
      // Where a line is broken, the blank is not drawn.
      while (letters[at] && letters[at]?.text.trim() === '') at += 1;
      return visualOrder(stretches);
    },
    isAtEnd: () => at >= letters.length,
  };
};

const expectedLetters = (text: string, parts: ExpectedText['parts']): readonly ExpectedLetter[] => {
  const levels = levelsOf(text);
  let [at, part, partEnd] = [0, -1, 0];
  let ink: Ink = 0;
  return lettersOf(text).map((letter) => {
    while (at >= partEnd && part + 1 < parts.length) {
      part += 1;
      partEnd += parts[part]?.text.length ?? 0;
      ink = inkNamed(parts[part]?.color ?? '');
    }
    const expected = { text: comparable(letter), level: levels[at] ?? 0, ink };
    at += letter.length;
    return expected;
  });
};
