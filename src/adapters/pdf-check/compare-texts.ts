import type { ExpectedText } from '../../../templates/expected-print.ts';
import { comparable } from './comparable.ts';
import type { DrawnLine } from './drawn-lines.ts';
import { type ExpectedParagraph, type ExpectedStretch, expectedParagraph } from './expected-line.ts';
import { inkNamed } from './ink.ts';
import type { DrawnSign } from './text-reader.ts';

/** A paragraph with the lines that it is drawn in. */
export type DrawnParagraph = Readonly<{ expected: ExpectedText; lines: readonly DrawnLine[] }>;

/** What is not as it should be: a paragraph's text, or its ink; or there is `more` than anybody asked for. */
export type Difference = Readonly<{ role: string; in: 'text' | 'ink' }> | 'more';

/**
 * Compares what is drawn with what was asked for: paragraph by paragraph, line by line, letter by letter, in the order in
 * which the signs stand from left to right.
 *
 * @returns the paragraphs as they are drawn, or the first difference.
 */
export const comparedTexts = (
  lines: readonly DrawnLine[],
  texts: readonly ExpectedText[],
): readonly DrawnParagraph[] | Difference => {
  const paragraphs: DrawnParagraph[] = [];
  let at = 0;
  for (const expected of texts) {
    const paragraph = expectedParagraph(expected);
    const first = at;
    while (!paragraph.isAtEnd()) {
      const differs = differenceIn(lines[at]?.signs ?? [], paragraph, expected);
      if (differs) return { role: expected.role, in: differs };
      at += 1;
    }
    paragraphs.push({ expected, lines: lines.slice(first, at) });
  }
  return at < lines.length ? 'more' : paragraphs;
};

const differenceIn = (
  signs: readonly DrawnSign[],
  paragraph: ExpectedParagraph,
  { parts }: ExpectedText,
): 'text' | 'ink' | undefined => {
  const drawn = signs.map(({ letters, ink }) => ({ text: comparable(letters), ink }));
  const characters = drawn.reduce((sum, { text }) => sum + text.length, 0);
  const stretches = characters === 0 ? undefined : paragraph.nextLine(characters);
  if (!stretches) return 'text';

  const inks = parts.map(({ color }) => inkNamed(color));
  let isInked = drawn.every(({ ink }) => inks.includes(ink));
  let rest = drawn.filter(({ text }) => text !== '');
  for (const stretch of stretches) {
    const own = taken(rest, stretch.text.length);
    if (!reads(own, stretch)) return 'text';
    isInked &&= own.every(({ ink }) => ink === stretch.ink);
    rest = rest.slice(own.length);
  }
  return isInked ? undefined : 'ink';
};

type DrawnLetters = Readonly<{ text: string; ink: number }>;

/** So many signs that they have so many characters, or more. */
const taken = (signs: readonly DrawnLetters[], characters: number): readonly DrawnLetters[] => {
  let [count, left] = [0, characters];
  for (; left > 0 && count < signs.length; count += 1) left -= signs[count]?.text.length ?? 0;
  return signs.slice(0, count);
};

/** From right to left the signs stand the other way round, but each has its letters in the order in which they are read. */
const reads = (signs: readonly DrawnLetters[], { text, level }: ExpectedStretch): boolean => {
  const inOrder = level % 2 === 0 ? signs : signs.toReversed();
  const read = inOrder.map((sign) => sign.text).join('');
  return read === text || read.normalize('NFD') === text.normalize('NFD');
};
