import { SelfCheckError } from '../../ports/certificate-check.ts';
import { outlinesOf } from './outlines.ts';
import type { PdfFile } from './pdf-file.ts';
import { isArray, type PdfDict, unreadable } from './pdf-values.ts';
import { lettersBySign } from './to-unicode.ts';

/** A font of the file, as far as it says what its signs mean and look like. */
export type PdfFont = Readonly<{
  /** The letters that a sign stands for; none when it belongs to a neighbour, undefined when the file does not say. */
  lettersOf: (sign: number) => string | undefined;
  visible: (sign: number) => Visible;
  /** How far it moves the next one, in thousandths of the size. */
  widthOf: (sign: number) => number;
}>;

/**
 * What a reader gets to see of a sign: `some`; `none`, as of a blank, or of a sign without ink and width that only carries
 * letters of its neighbours; or `missing`: a box for what is missing, or a gap where letters should be.
 */
export type Visible = 'some' | 'none' | 'missing';

/** Letters that are white by nature, or never shown. */
const white = /^[\p{White_Space}\p{Default_Ignorable_Code_Point}\p{Cc}\u2800]*$/u;

/** A blank under marks, which have signs of their own. */
const underMarks = /^\p{White_Space}\p{M}+$/u;

/**
 * @throws SelfCheckError `self-check-glyph` when the font is not in the file, or is another one: readers would show other signs,
 *   or the same at other places.
 */
export const readFont = (file: PdfFile, font: PdfDict): PdfFont => {
  const descendant = file.dict(file.list(font.get('/DescendantFonts'))[0]);
  const descriptor = file.dict(descendant.get('/FontDescriptor'));
  // Fonts of another kind are never taken (examine-font.ts).
  const fontFile = file.bytes(descriptor.get('/FontFile2'));
  if (!fontFile) throw wrongSigns('uses a font that is not embedded in it');
  checkKind(font, descendant);

  const letters = lettersBySign(file.bytes(font.get('/ToUnicode')) ?? new Uint8Array());
  const outlines = outlinesOf(fontFile);
  if (!outlines) throw wrongSigns('has a font without signs');
  const widths = widthsOf(file, descendant);
  return {
    lettersOf: (sign) => letters.get(sign),
    widthOf: (sign) => {
      const width = widths.get(sign) ?? usualWidth;
      if (sign !== missingSign && Math.abs(outlines.widthOf(sign) - width) > widthTolerance)
        throw wrongSigns('has a font whose signs have other widths than the file says');
      return width;
    },
    visible: (sign) => {
      if (sign === missingSign) return 'missing';
      if (outlines.has(sign)) return 'some';
      const said = letters.get(sign) ?? '';
      return white.test(said) || underMarks.test(said) || widths.get(sign) === 0 ? 'none' : 'missing';
    },
  };
};

/** The box that stands for what is missing; no letter of ours. */
const missingSign = 0;
/** Of a sign that the file gives no width. */
const usualWidth = 1_000;
/** More than rounding; in thousandths of the size. */
const widthTolerance = 1;

const checkKind = (font: PdfDict, descendant: PdfDict): void => {
  const isHorizontal = font.get('/Encoding') === '/Identity-H' && font.get('/Subtype') === '/Type0';
  const signs = descendant.get('/CIDToGIDMap') ?? '/Identity';
  if (!isHorizontal || signs !== '/Identity' || descendant.has('/DW'))
    throw unreadable('a font has an unusual encoding');
};

const wrongSigns = (because: string): SelfCheckError =>
  new SelfCheckError('self-check-glyph', `the finished PDF ${because}`);

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
