import type { Font } from 'fontkit';
import { fontkit } from '../pdfmake/pdfkits-fontkit.ts';
import type { HarfBuzz } from './harfbuzz.ts';
import { createShaper, type Shape } from './shaping.ts';

/** A font file that is read and parsed. */
export type OpenedFont = Readonly<{
  /** For its measures, and to take parts of it into a PDF. */
  parsed: Font;
  shape: Shape;
  /** Whether it has a sign for this character, or for all the parts that it can be taken into. */
  has: (character: string) => boolean;
}>;

/** @throws whatever the library says of bytes that are no font with outlines of its own. */
export const openFont = (bytes: Uint8Array, harfbuzz: HarfBuzz): OpenedFont => {
  const parsed = fontkit.create(bytes);
  if ('fonts' in parsed) throw new Error('one font is expected, not a collection');
  const hasOne = (character: string): boolean => parsed.hasGlyphForCodePoint(character.codePointAt(0) ?? 0);
  return {
    parsed,
    shape: createShaper(bytes, harfbuzz),
    has: (character) => hasOne(character) || hasParts(character, hasOne),
  };
};

const hasParts = (character: string, hasOne: (character: string) => boolean): boolean => {
  const parts = [...character.normalize('NFD')];
  return parts.length > 1 && parts.every(hasOne);
};
