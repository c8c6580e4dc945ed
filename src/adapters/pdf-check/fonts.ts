import { SelfCheckError } from '../../ports/certificate-check.ts';
import { outlinesOf } from './outlines.ts';
import type { PdfFile } from './pdf-file.ts';
import { isArray, type PdfDict, unreadable } from './pdf-values.ts';
import { lettersBySign } from './to-unicode.ts';

/** A font of the file, as far as it says what its signs mean and look like. */
export type PdfFont = Readonly<{
  /** The letters that a sign stands for; none when it belongs to a neighbour, undefined when the file does not say. */
  lettersOf: (sign: number) => string | undefined;
  inkOf: (sign: number) => Ink;
}>;

/**
 * What a reader gets to see of a sign: `some`; `none`, as of a blank, or of a sign without ink and width that only carries
 * letters of its neighbours; or `missing`: a box for what is missing, or a gap where letters should be.
 */
type Ink = 'some' | 'none' | 'missing';

/** Letters that are white by nature, or never shown. */
const white = /^[\p{White_Space}\p{Default_Ignorable_Code_Point}\p{Cc}\u2800]*$/u;

/**
 * @throws SelfCheckError `self-check-glyph` when the font is not in the file: readers would put another one in its place.
 */
export const readFont = (file: PdfFile, font: PdfDict): PdfFont => {
  const descendant = file.dict(file.list(font.get('/DescendantFonts'))[0]);
  const descriptor = file.dict(descendant.get('/FontDescriptor'));
  const trueType = file.bytes(descriptor.get('/FontFile2'));
  const fontFile = trueType ?? file.bytes(descriptor.get('/FontFile3'));
  if (!fontFile)
    throw new SelfCheckError('self-check-glyph', 'the finished PDF uses a font that is not embedded in it');
  if (font.get('/Encoding') !== '/Identity-H') throw unreadable('a font has an unusual encoding');

  const letters = lettersBySign(file.bytes(font.get('/ToUnicode')) ?? new Uint8Array());
  const hasOutline = trueType && outlinesOf(trueType);
  const widths = widthsOf(file, descendant);
  return {
    lettersOf: (sign) => letters.get(sign),
    inkOf: (sign) => {
      if (sign === 0) return 'missing';
      if (hasOutline === undefined || hasOutline(sign)) return 'some';
      return white.test(letters.get(sign) ?? '') || widths.get(sign) === 0 ? 'none' : 'missing';
    },
  };
};

/** `[first [width …] first last width …]`; signs that it leaves out are wide. */
const widthsOf = (file: PdfFile, font: PdfDict): ReadonlyMap<number, number> => {
  const widths = new Map<number, number>();
  const values = file.list(font.get('/W'));
  for (let at = 0; at + 1 < values.length; ) {
    const [first, second, third] = [values[at], file.get(values[at + 1]), values[at + 2]];
    if (typeof first !== 'number') throw unreadable('a font has unusual widths');
    const listed = isArray(second) ? second : undefined;
    const count = listed ? listed.length : Math.min(65_536, Number(second) - first + 1);
    for (let sign = 0; sign < count; sign += 1) widths.set(first + sign, Number(listed ? listed[sign] : third));
    at += listed ? 2 : 3;
  }
  return widths;
};
