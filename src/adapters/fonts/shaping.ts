import type { Font as ShapedFont } from 'harfbuzzjs';
import type { HarfBuzz } from './harfbuzz.ts';

/** A sign at its place, in the font's own units. */
type Sign = Readonly<{
  glyph: number;
  /** What it stands for, as Unicode numbers; all signs of a text together stand for the text. */
  letters: readonly number[];
  advance: number;
  offsetX: number;
  offsetY: number;
}>;

/** Letters to the signs that show them, from left to right. */
export type Shape = (text: string, rightToLeft: boolean) => readonly Sign[];

/** Shapes with a font as browsers do: joined letters, ligatures, reordered and stacked marks, mirrored brackets. */
export const createShaper = (bytes: Uint8Array, { Blob, Face, Font, Buffer, ...harfbuzz }: HarfBuzz): Shape => {
  const font: ShapedFont = new Font(new Face(new Blob(new Uint8Array(bytes).buffer)));
  // Emptied and used again: its memory is outside JavaScript's, where nobody collects it in time.
  const buffer = new Buffer();

  return (text, rightToLeft) => {
    buffer.clearContents();
    buffer.addText(text);
    buffer.setFlags(harfbuzz.BufferFlag.REMOVE_DEFAULT_IGNORABLES);
    buffer.guessSegmentProperties();
    buffer.setLanguage('und');
    buffer.setDirection(rightToLeft ? harfbuzz.Direction.RTL : harfbuzz.Direction.LTR);
    harfbuzz.shape(font, buffer);

    const positions = buffer.getGlyphPositions();
    const infos = buffer.getGlyphInfos();
    const letters = lettersOfSigns(
      text,
      infos.map(({ cluster }) => cluster),
    );
    return infos.map(({ codepoint }, at) => ({
      glyph: codepoint,
      letters: letters[at] ?? [],
      advance: positions[at]?.xAdvance ?? 0,
      offsetX: positions[at]?.xOffset ?? 0,
      offsetY: positions[at]?.yOffset ?? 0,
    }));
  };
};

/**
 * Deals each cluster's letters out to its signs, so that who reads the signs in order gets the text: from left to right,
 * or from right to left. More letters than signs go to the last sign together; more signs than letters stand for nothing.
 *
 * @param clusters for each sign, where the letters begin that it belongs to.
 */
const lettersOfSigns = (text: string, clusters: readonly number[]): readonly (readonly number[])[] => {
  const rightToLeft = (clusters[0] ?? 0) > (clusters.at(-1) ?? 0);
  const starts = [...new Set(clusters)].sort((a, b) => a - b);
  const ends = new Map(starts.map((start, at) => [start, starts[at + 1] ?? text.length]));
  const counts = new Map<number, number>();
  for (const cluster of clusters) counts.set(cluster, (counts.get(cluster) ?? 0) + 1);
  const seen = new Map<number, number>();

  return clusters.map((cluster) => {
    const letters = [...text.slice(cluster, ends.get(cluster))].map((letter) => letter.codePointAt(0) ?? 0);
    const count = counts.get(cluster) ?? 1;
    const nth = seen.get(cluster) ?? 0;
    seen.set(cluster, nth + 1);
    const place = rightToLeft ? count - 1 - nth : nth;
    return place === count - 1 ? letters.slice(place) : letters.slice(place, place + 1);
  });
};
