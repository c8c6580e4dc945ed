import { SelfCheckError } from '../../ports/certificate-check.ts';
import { outlinesOf } from './outlines.ts';
import type { PdfFile } from './pdf-file.ts';
import { type PdfDict, unreadable } from './pdf-values.ts';
import { lettersBySign } from './to-unicode.ts';

/** A font of the file, as far as it says what its signs mean and look like. */
export type PdfFont = Readonly<{
  /** The letters that a sign stands for; empty when the file does not say. */
  lettersOf: (sign: number) => string;
  /** Whether the reader gets to see something: not a box for what is missing, and not nothing where letters should be. */
  shows: (sign: number) => boolean;
}>;

/** Signs that are white by nature, beside blanks and what is never shown. */
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
  const lettersOf = (sign: number): string => letters.get(sign) ?? '';
  return {
    lettersOf,
    shows: (sign) => sign !== 0 && (hasOutline === undefined || hasOutline(sign) || white.test(lettersOf(sign))),
  };
};
