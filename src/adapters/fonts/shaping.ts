import type { HarfBuzz } from './harfbuzz.ts';
import type { ShapedSign } from './readable-signs.ts';

/** Letters to the signs that show them, from left to right. */
export type Shape = (text: string, rightToLeft: boolean) => readonly ShapedSign[];

/** Shapes with a font as browsers do: joined letters, ligatures, reordered and stacked marks, mirrored brackets. */
export const createShaper = (bytes: Uint8Array, { Blob, Face, Font, Buffer, ...harfbuzz }: HarfBuzz): Shape => {
  const font = new Font(new Face(new Blob(new Uint8Array(bytes).buffer)));
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
    return buffer.getGlyphInfos().map(({ codepoint, cluster }, at) => ({
      glyph: codepoint,
      cluster,
      advance: positions[at]?.xAdvance ?? 0,
      offsetX: positions[at]?.xOffset ?? 0,
      offsetY: positions[at]?.yOffset ?? 0,
    }));
  };
};
