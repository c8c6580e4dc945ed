import type { Font } from 'fontkit';
import type { Face } from '../../../templates/typography.ts';
import { fontkit } from './pdfkits-fontkit.ts';

/** A font of the operator's, with what it says of itself. */
export type ExaminedFont = Readonly<{ bytes: Uint8Array; family: string; face: Face }>;

/** The font cannot be used; the message says why, and is for the operator. */
export class UnusableFontError extends Error {
  override readonly name = 'UnusableFontError';
}

/** @throws UnusableFontError unless these bytes are one font that can be cut for a PDF. */
export const examineFont = (bytes: Uint8Array): ExaminedFont => {
  try {
    const font = fontkit.create(bytes);
    if ('fonts' in font) throw new UnusableFontError('it is a collection of fonts, not one');
    if (!tablesOf(font).has('glyf')) throw new UnusableFontError('it has no TrueType outlines');
    cutTrial(font);
    return { bytes, family: font.familyName, face: faceOf(font) };
  } catch (cause) {
    if (cause instanceof UnusableFontError) throw cause;
    throw new UnusableFontError('it is damaged, or no font', { cause });
  }
};

const tablesOf = (font: Font): ReadonlySet<string> => {
  // The table of contents, which the types of fontkit leave out.
  const { directory } = font as Font & { directory: Readonly<{ tables: object }> };
  return new Set(Object.keys(directory.tables));
};

/** Signs enough to see that measures, outlines and names are there and fit together. */
const trialMax = 32;

const cutTrial = (font: Font): void => {
  const subset = font.createSubset();
  for (const codePoint of font.characterSet.slice(0, trialMax)) subset.includeGlyph(font.glyphForCodePoint(codePoint));
  subset.encode();
  if (!(font.unitsPerEm > 0) || !font.familyName || !Number.isFinite(font.ascent))
    throw new Error('a measure is missing');
};

const faceOf = (font: Font): Face => {
  const { bold, italic } = font['OS/2'].fsSelection;
  if (bold) return italic ? 'bold-italic' : 'bold';
  return italic ? 'italic' : 'regular';
};
