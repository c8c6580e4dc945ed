import type { Font, Glyph } from 'fontkit';
import { fontkit } from './pdfkits-fontkit.ts';

/**
 * pdfmake parses its font files again for every document, which is most of its time. It is handed a
 * few bytes of our own "file format" instead, whose parser answers with a font that is parsed already.
 */

const mark = 'shared font ';
const shared: Font[] = [];

/** A font as bytes to be handed to pdfmake. Every document made with them uses this very font. */
export const sharedFontFile = (font: Font): Buffer => {
  shared.push(withoutMemory(font));
  return Buffer.from(`${mark}${shared.length - 1}`);
};

fontkit.registerFormat(
  class {
    static probe(bytes: Uint8Array): boolean {
      return Buffer.from(bytes).subarray(0, mark.length).toString('latin1') === mark;
    }

    constructor({ buffer }: Readonly<{ buffer: Uint8Array }>) {
      const font = shared[Number(Buffer.from(buffer).subarray(mark.length).toString('latin1'))];
      if (!font) throw new Error('a shared font is asked for that nobody has shared');
      // biome-ignore lint/correctness/noConstructorReturn: fontkit calls its formats with `new`, and takes what comes.
      return font;
    }
  },
);

/**
 * fontkit remembers with each glyph the letters that it stood for first (an `ffl` ligature, or the
 * character U+FB04), and that goes into a PDF's text. Here every use keeps its own letters, so that
 * a document does not depend on those made before it.
 */
const withoutMemory = (font: Font): Font => {
  const letters = new Map(font.characterSet.map((codePoint) => [font.glyphForCodePoint(codePoint).id, [codePoint]]));
  const getGlyph = font.getGlyph.bind(font);
  font.getGlyph = (id: number, asked: number[] = []): Glyph => {
    const codePoints = asked.length > 0 ? asked : (letters.get(id) ?? []);
    const glyph = getGlyph(id, codePoints);
    const remembersThem = codePoints.join() === glyph.codePoints.join();
    return remembersThem ? glyph : Object.create(glyph, { codePoints: { value: codePoints } });
  };
  return font;
};
