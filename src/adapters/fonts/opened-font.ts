import type { Font } from 'fontkit';
import type { HarfBuzz } from './harfbuzz.ts';
import { fontkit } from './pdfkits-fontkit.ts';
import { type ReadableSign, readableSigns } from './readable-signs.ts';
import { remembered } from './remembered.ts';
import { createShaper } from './shaping.ts';

/** A font file that is read and parsed. */
export type OpenedFont = Readonly<{
  /** For its measures, and to take parts of it into a PDF. */
  parsed: Font;
  /** The signs that show a text of one script, from left to right. */
  shape: (text: string, rightToLeft: boolean) => readonly ReadableSign[];
  /** Whether it has a sign for this character, or for all the parts that it can be taken into. */
  has: (character: string) => boolean;
}>;

/** So many shaped runs are remembered: of each certificate, most are those of the one before. */
const shapedMax = 300;

/** @throws whatever the library says of bytes that are no font with outlines of its own. */
export const openFont = (bytes: Uint8Array, harfbuzz: HarfBuzz): OpenedFont => {
  const parsed = fontkit.create(bytes);
  if ('fonts' in parsed) throw new Error('one font is expected, not a collection');
  const hasOne = (character: string): boolean => parsed.hasGlyphForCodePoint(character.codePointAt(0) ?? 0);
  const shape = createShaper(bytes, harfbuzz);
  const blank = blankIn(parsed);
  return {
    parsed,
    shape: remembered(
      (text, rightToLeft) => readableSigns(shape(text, rightToLeft), { text, rightToLeft, blank }),
      (text, rightToLeft) => `${rightToLeft} ${text}`,
      shapedMax,
    ),
    has: (character) => hasOne(character) || hasParts(character, hasOne),
  };
};

const hasParts = (character: string, hasOne: (character: string) => boolean): boolean => {
  const parts = [...character.normalize('NFD')];
  return parts.length > 1 && parts.every(hasOne);
};

/** Characters without ink and width: ZERO WIDTH SPACE, COMBINING GRAPHEME JOINER, ZERO WIDTH NO-BREAK SPACE. */
const blanks = [0x200b, 0x34f, 0xfeff];

const blankIn = (font: Font): number | undefined =>
  blanks
    .filter((codePoint) => font.hasGlyphForCodePoint(codePoint))
    .map((codePoint) => font.glyphForCodePoint(codePoint))
    .find(({ advanceWidth, path }) => advanceWidth === 0 && path.commands.length === 0)?.id;
