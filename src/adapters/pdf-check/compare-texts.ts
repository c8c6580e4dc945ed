import type { ExpectedPrint } from '../../../templates/expected-print.ts';

/**
 * Scripts whose signs are not drawn one after the other in the order of the letters: from right to left, or moved around
 * within a syllable.
 */
const reordered =
  /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Gurmukhi}\p{Script=Gujarati}\p{Script=Oriya}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Sinhala}\p{Script=Myanmar}\p{Script=Khmer}]/u;

/**
 * Compares what is drawn with what was asked for, letter by letter. Blanks do not count, since lines are broken at them, nor
 * does what is never shown. Letters are compared decomposed: whether an accent has a sign of its own is the font's affair.
 *
 * @param drawn the pieces in the order in which they are drawn; a block may be drawn in several.
 * @returns the role of the first block that reads otherwise, `'more'` when there is text that nobody asked for.
 */
export const firstDifference = (
  drawn: readonly string[],
  expected: ExpectedPrint['texts'],
): ExpectedPrint['texts'][number]['role'] | 'more' | undefined => {
  const letters = drawn.flatMap(lettersOf);
  let at = 0;
  for (const { role, text } of expected) {
    const wanted = lettersOf(text);
    const found = letters.slice(at, at + wanted.length);
    const isSame = reads(found, wanted) || (reordered.test(text) && reads(found.sort(), wanted.sort()));
    if (!isSame) return role;
    at += wanted.length;
  }
  return at < letters.length ? 'more' : undefined;
};

const lettersOf = (text: string): string[] => [
  ...text.normalize('NFD').replace(/[\p{White_Space}\p{Default_Ignorable_Code_Point}]+/gu, ''),
];

const reads = (found: readonly string[], wanted: readonly string[]): boolean =>
  found.length === wanted.length && found.every((letter, index) => letter === wanted[index]);
