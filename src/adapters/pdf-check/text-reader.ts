import type { PdfFont } from './fonts.ts';
import { type Operations, stringsIn } from './operations.ts';
import { isBytes, isDict, type PdfValue, unreadable } from './pdf-values.ts';
import { utf16 } from './to-unicode.ts';

/** A piece of text, and how many of its signs a reader cannot see. */
export type DrawnText = Readonly<{ text: string; missing: number }>;
export type FontByName = (name: string) => PdfFont;

type TextReader = Readonly<{
  operations: Operations;
  keep: () => () => void;
  texts: () => readonly DrawnText[];
}>;

/** A part of the page that is marked: what the file says that it reads, and how many signs are drawn in it. */
type Part = { readonly reads: string | null; signs: number };

/** What is drawn between `BT` and `ET`; `read` are the letters of its signs, `ink` how many of them show something. */
const emptyPiece = () => ({ text: '', missing: 0, read: '', ink: 0 });

const unknownLetter = '\ufffd';

/** Text that is drawn to be searched, not seen. */
const invisible = 3;

/**
 * Follows the fonts and texts of a page. What is drawn between `BT` and `ET` is one piece; where the file itself says what a
 * part of it reads (`/ActualText`), that counts instead of the letters of the signs.
 */
export const createTextReader = (
  fontByName: FontByName,
  propertiesByName: (name: string) => PdfValue | undefined,
): TextReader => {
  const done: DrawnText[] = [];
  let current = emptyPiece();
  let font: PdfFont | undefined;
  let mode = 0;
  const parts: Part[] = [];
  const says = (): boolean => parts.some(({ reads }) => reads !== null);

  const end = (): void => {
    const { text, missing, read, ink } = current;
    // Letters that are only said, by signs that show nothing, are as good as missing.
    if (text !== '' || missing > 0)
      done.push({ text, missing: missing === 0 && read.trim() !== '' && ink === 0 ? 1 : missing });
    current = emptyPiece();
  };

  const show = (operands: readonly PdfValue[]): void => {
    for (const string of stringsIn(operands.at(-1))) {
      if (!font) throw unreadable('a text has no font');
      if (mode === invisible) continue;
      for (let at = 0; at + 1 < string.length; at += 2) {
        const sign = (string[at] ?? 0) * 256 + (string[at + 1] ?? 0);
        const ink = font.inkOf(sign);
        if (ink === 'missing') current.missing += 1;
        else if (ink === 'some') current.ink += 1;
        for (const part of parts) part.signs += 1;
        const letters = font.lettersOf(sign) ?? unknownLetter;
        current.read += letters;
        if (!says()) current.text += letters;
      }
    }
  };

  const begin = ([, properties]: readonly PdfValue[]): void => {
    const named = typeof properties === 'string' ? propertiesByName(properties) : properties;
    const given = isDict(named) ? named.get('/ActualText') : undefined;
    const reads = isBytes(given) ? textOf(given) : null;
    if (reads !== null && !says()) current.text += reads;
    parts.push({ reads, signs: 0 });
  };

  const leave = (): void => {
    const part = parts.pop();
    if (part?.reads?.trim() && part.signs === 0) current.missing += 1;
  };

  return {
    texts: () => {
      end();
      return done;
    },
    keep: () => {
      const kept = { font, mode };
      return () => {
        ({ font, mode } = kept);
      };
    },
    operations: {
      BT: end,
      ET: end,
      Tf: ([name]) => {
        font = fontByName(String(name));
      },
      Tr: ([given]) => {
        mode = Number(given);
      },
      Tj: show,
      TJ: show,
      "'": show,
      '"': show,
      BMC: () => parts.push({ reads: null, signs: 0 }),
      BDC: begin,
      EMC: leave,
    },
  };
};

/** UTF-16 with its mark, UTF-8 with its mark, else one byte a letter. */
const textOf = (bytes: Uint8Array): string => {
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return utf16(bytes.subarray(2));
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf)
    return Buffer.from(bytes.subarray(3)).toString('utf8');
  return Buffer.from(bytes).toString('latin1');
};
