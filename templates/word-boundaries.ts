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
  if (dictionary.test(word)) return joined(wordsIn(word), () => true);
  if (ideographs.test(word)) {
    return joined(lettersOf(word), (before, after) => ideographs.test(before) || ideographs.test(after));
  }
  return [word];
};

/** Puts together what must not be parted: where `parts` says no, and around brackets and points. */
const joined = (pieces: readonly string[], parts: (before: string, after: string) => boolean): readonly string[] => {
  const whole: string[] = [];
  let before = '';
  for (const piece of pieces) {
    const stays = before === '' || !parts(before, piece) || opening.test(before) || closing.test(piece);
    if (stays && whole.length > 0) whole[whole.length - 1] += piece;
    else whole.push(piece);
    before = piece;
  }
  return whole;
};

/** Of these scripts the words are only told by those who know them. */
const dictionary = /[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const wordSegmenter = new Intl.Segmenter('th', { granularity: 'word' });
const wordsIn = (text: string): readonly string[] => [...wordSegmenter.segment(text)].map(({ segment }) => segment);

const ideographs = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Bopomofo}]/u;
/** What must not stand at the end of a line. */
const opening = /[\p{Ps}\p{Pi}]$/u;
/** What must not stand at its beginning: closing signs, marks, signs that repeat or lengthen, small kana. */
const closing =
  /^[\p{Pe}\p{Pf}\p{Po}\p{M}\u3005\u303b\u30fc\u30fd\u30fe\u309d\u309e\u3041\u3043\u3045\u3047\u3049\u3063\u3083\u3085\u3087\u308e\u30a1\u30a3\u30a5\u30a7\u30a9\u30c3\u30e3\u30e5\u30e7\u30ee\u30f5\u30f6]/u;
