import type { Font, Subset } from 'fontkit';
import type { OpenedFont } from '../fonts/opened-font.ts';
import { fontkit } from '../fonts/pdfkits-fontkit.ts';

/**
 * pdfmake parses its font files again for every document, which is most of its time. It is handed a
 * few bytes of our own "file format" instead, whose parser answers with a font that is parsed already,
 * when the document first asks for it, and that shapes its letters as browsers do.
 */

const mark = 'shared font ';
const shared: (() => OpenedFont)[] = [];

/** A font as bytes to be handed to pdfmake. Every document made with them uses the font that is opened here. */
export const sharedFontFile = (open: () => OpenedFont): Buffer => {
  shared.push(open);
  return Buffer.from(`${mark}${shared.length - 1}`);
};

fontkit.registerFormat(
  class {
    static probe(bytes: Uint8Array): boolean {
      return Buffer.from(bytes).subarray(0, mark.length).toString('latin1') === mark;
    }

    constructor({ buffer }: Readonly<{ buffer: Uint8Array }>) {
      const open = shared[Number(Buffer.from(buffer).subarray(mark.length).toString('latin1'))];
      if (!open) throw new Error('a shared font is asked for that nobody has shared');
      // biome-ignore lint/correctness/noConstructorReturn: fontkit calls its formats with `new`, and takes what comes.
      return fontOfDocument(open());
    }
  },
);

/** The feature that says to pdfmake's fonts that a text runs from right to left. */
const rightToLeftFeature = 'rtla';

/** More than any font has glyphs. */
const glyphsMax = 0x1_0000;

/**
 * The font as one document sees it. A PDF keeps one text for each of a font's signs; a sign that stands for
 * other letters at another place (a vowel that is drawn before its consonant, one half of a ligature) is taken
 * into the file once more, as if it were another sign.
 */
const fontOfDocument = ({ parsed, shape }: OpenedFont): Font => {
  const uses = new Map<number, string[]>();
  const idOf = (glyph: number, letters: readonly number[]): number => {
    const known = uses.get(glyph) ?? [];
    uses.set(glyph, known);
    const key = letters.join();
    if (!known.includes(key)) known.push(key);
    return glyph + known.indexOf(key) * glyphsMax;
  };

  const layout = (text: string, features: unknown) => {
    const signs = shape(text, Array.isArray(features) && features.includes(rightToLeftFeature));
    return {
      glyphs: signs.map(({ glyph, letters }) => ({
        id: idOf(glyph, letters),
        codePoints: letters,
        advanceWidth: parsed.getGlyph(glyph).advanceWidth,
      })),
      // pdfkit writes into these.
      positions: signs.map(({ advance, offsetX, offsetY }) => ({
        xAdvance: advance,
        yAdvance: 0,
        xOffset: offsetX,
        yOffset: offsetY,
      })),
      advanceWidth: signs.reduce((sum, { advance }) => sum + advance, 0),
    };
  };
  return Object.create(parsed, { layout: { value: layout }, createSubset: { value: () => subsetOf(parsed) } });
};

/** What a subset of a font is made of, which the types of fontkit leave out. */
type Parts = {
  glyphs: number[];
  mapping: Record<number, number>;
  includeGlyph(glyph: number): number;
};

const subsetOf = (font: Font): Subset => {
  const subset = font.createSubset();
  const parts = subset as unknown as Parts;
  parts.includeGlyph = (id) => {
    const known = parts.mapping[id];
    if (known !== undefined) return known;
    const place = parts.glyphs.push(id % glyphsMax) - 1;
    parts.mapping[id] = place;
    return place;
  };
  return subset;
};
