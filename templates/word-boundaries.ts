import { lettersOf } from './text-runs.ts';

/** Part of a line that stays together while a line can hold it. */
export type Piece = Readonly<{ text: string; from: number; afterBlank: boolean }>;

/**
 * Where a browser would break lines: at blanks, and where a script is written without blanks. Korean, which has blanks,
 * is broken at these only.
 */
export const piecesOf = (text: string): readonly Piece[] => {
  let from = 0;
  return text.split(' ').flatMap((word, at) => {
    const pieces = partsOf(word).map((part, nth) => {
      const piece = { text: part, from, afterBlank: at > 0 && nth === 0 };
      from += part.length;
      return piece;
    });
    from += 1;
    return pieces;
  });
};

const partsOf = (word: string): readonly string[] => {
  if (dictionary.test(word)) return [...wordSegmenter.segment(word)].map(({ segment }) => segment);
  if (!ideographs.test(word)) return [word];

  const parts: string[] = [];
  for (const letter of lettersOf(word)) {
    const before = parts.at(-1);
    if (before !== undefined && !breaksBetween(before, letter)) parts[parts.length - 1] = before + letter;
    else parts.push(letter);
  }
  return parts;
};

/** Their words are only told by those who know them. */
const dictionary = /[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const wordSegmenter = new Intl.Segmenter('th', { granularity: 'word' });

const ideographs = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Bopomofo}]/u;
/** What must not stand at the end of a line, or at its beginning. */
const opening = /[\p{Ps}\p{Pi}]$/u;
const closing =
  /^[\p{Pe}\p{Pf}\p{Po}\p{M}\u3005\u303b\u30fc\u30fd\u30fe\u309d\u309e\u3041\u3043\u3045\u3047\u3049\u3063\u3083\u3085\u3087\u308e\u30a1\u30a3\u30a5\u30a7\u30a9\u30c3\u30e3\u30e5\u30e7\u30ee\u30f5\u30f6]/u;

const breaksBetween = (before: string, letter: string): boolean =>
  (ideographs.test(lettersOf(before).at(-1) ?? '') || ideographs.test(letter)) &&
  !opening.test(before) &&
  !closing.test(letter);
