/** A sign at its place, in the font's own units. */
type Sign = Readonly<{ glyph: number; advance: number; offsetX: number; offsetY: number }>;

/** A sign, and where the letters begin that it was made of. */
export type ShapedSign = Sign & Readonly<{ cluster: number }>;

/** A sign, and the letters that it stands for to those who search, copy or hear the text, as Unicode numbers. */
export type ReadableSign = Sign & Readonly<{ letters: readonly number[] }>;

type Reading = Readonly<{
  text: string;
  rightToLeft: boolean;
  /** A sign of the font without ink and width, if it has one. */
  blank: number | undefined;
}>;

/**
 * Gives each sign the letters that it stands for, so that who goes along the line finds them in the order in which they
 * are read. Readers order signs by their places, so marks, which stand anywhere, get none: their letters go to what they stand on.
 * A vowel that is drawn before its consonant stands for the consonant, and the other way round.
 */
export const readableSigns = (signs: readonly ShapedSign[], reading: Reading): readonly ReadableSign[] => {
  const clusters = clustersOf(signs);
  const ends = endsOf(clusters, reading.text.length);
  const readables = clusters.flatMap((cluster) => {
    const from = cluster[0]?.cluster ?? 0;
    const text = reading.text.slice(from, ends.get(from));
    return reading.rightToLeft ? fromRightToLeft(cluster, text, reading.blank) : fromLeftToRight(cluster, text);
  });
  return reading.rightToLeft ? beginningWithDirection(readables, reading.blank) : readables;
};

/** A mark has no direction: at the left end of a run readers would take it out of the word that it ends. */
const beginningWithDirection = (signs: readonly ReadableSign[], blank: number | undefined): readonly ReadableSign[] => {
  const [leftmost = 0] = signs.find(({ letters }) => letters.length > 0)?.letters ?? [];
  if (blank === undefined || !/^\p{M}/u.test(String.fromCodePoint(leftmost))) return signs;
  return [{ ...nowhere, glyph: blank, letters: [rightToLeftMark] }, ...signs];
};

const rightToLeftMark = 0x200f;
/** Takes no room and moves nothing. */
const nowhere = { advance: 0, offsetX: 0, offsetY: 0 };

const clustersOf = (signs: readonly ShapedSign[]): readonly ShapedSign[][] => {
  const clusters: ShapedSign[][] = [];
  for (const sign of signs) {
    const last = clusters.at(-1);
    if (last?.[0]?.cluster === sign.cluster) last.push(sign);
    else clusters.push([sign]);
  }
  return clusters;
};

/** Where the letters of each cluster end, by where they begin. */
const endsOf = (clusters: readonly ShapedSign[][], length: number): ReadonlyMap<number, number> => {
  const starts = clusters.map(([sign]) => sign?.cluster ?? 0).sort((a, b) => a - b);
  return new Map(starts.map((start, at) => [start, starts[at + 1] ?? length]));
};

/** Which of the signs stand in the line; all, when all are marks. */
const standing = (signs: readonly ShapedSign[]): readonly ShapedSign[] => {
  const wide = signs.filter(({ advance }) => advance !== 0);
  return wide.length > 0 ? wide : signs.slice(0, 1);
};

const fromLeftToRight = (signs: readonly ShapedSign[], text: string): readonly ReadableSign[] => {
  const places = standing(signs);
  const composed = numbersOf(text);
  // Some vowels are drawn on both sides of their consonant, and are one letter only when they are composed.
  const letters = composed.length < places.length ? numbersOf(text.normalize('NFD')) : composed;
  return signs.map((sign) => {
    const place = places.indexOf(sign);
    if (place < 0) return readable(sign, []);
    return readable(sign, letters.slice(place, place === places.length - 1 ? undefined : place + 1));
  });
};

/**
 * Here readers turn the signs of a line round, some of them also the letters of each sign, some not. So every sign stands for one
 * letter, and the others get blank signs of their own.
 */
const fromRightToLeft = (
  signs: readonly ShapedSign[],
  text: string,
  blank: number | undefined,
): readonly ReadableSign[] => {
  const places = [...standing(signs)].reverse();
  const letters = numbersOf(text);
  return signs.flatMap((sign) => {
    const place = places.indexOf(sign);
    if (place < 0) return [readable(sign, [])];
    const own = letters.slice(place, place === places.length - 1 ? undefined : place + 1);
    if (blank === undefined || own.length < 2) return [readable(sign, own)];
    const [first = 0, ...others] = own;
    const blanks = others.reverse().map((letter) => ({ ...nowhere, glyph: blank, letters: [letter] }));
    return [...blanks, readable(sign, [first])];
  });
};

const readable = ({ glyph, advance, offsetX, offsetY }: Sign, letters: readonly number[]): ReadableSign => ({
  glyph,
  advance,
  offsetX,
  offsetY,
  letters,
});

const numbersOf = (text: string): readonly number[] => [...text].map((letter) => letter.codePointAt(0) ?? 0);
