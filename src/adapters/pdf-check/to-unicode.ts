import { isArray, isBytes, type PdfValue } from './pdf-values.ts';
import { createTokens } from './tokens.ts';

/** A font has at most so many signs; a range that is longer is out to fill the memory. */
const rangeMax = 65_536;

/** Reads a font's table of what each of its signs stands for: by the sign's number, the letters. */
export const lettersBySign = (table: Uint8Array): ReadonlyMap<number, string> => {
  const tokens = createTokens(table);
  const letters = new Map<number, string>();
  let values: PdfValue[] = [];
  for (let token = tokens.next(); token !== undefined; token = tokens.next()) {
    if (token === 'endbfchar') {
      for (let at = 0; at + 1 < values.length; at += 2) letters.set(numberOf(values[at]), textOf(values[at + 1]));
    }
    if (token === 'endbfrange') {
      for (let at = 0; at + 2 < values.length; at += 3) addRange(values.slice(at, at + 3), letters);
    }
    if (typeof token === 'string') values = [];
    else values.push(token);
  }
  return letters;
};

/** Either a text for each sign, or one for the first whose last unit is counted on. */
const addRange = ([from, to, target]: readonly PdfValue[], letters: Map<number, string>): void => {
  const [first, last] = [numberOf(from), numberOf(to)];
  for (let sign = first; sign <= last && sign < first + rangeMax; sign += 1) {
    if (isArray(target)) letters.set(sign, textOf(target[sign - first]));
    else letters.set(sign, counted(textOf(target), sign - first));
  }
};

const counted = (text: string, steps: number): string => {
  const last = [...text].at(-1) ?? '';
  const next = (last.codePointAt(0) ?? 0) + steps;
  return text.slice(0, text.length - last.length) + (next <= 0x10ffff ? String.fromCodePoint(next) : '');
};

const numberOf = (value: PdfValue | undefined): number =>
  isBytes(value) && value.length > 0 && value.length <= 4 ? Buffer.from(value).readUIntBE(0, value.length) : Number.NaN;

/** Big-endian UTF-16, as PDFs write Unicode. */
const utf16 = (bytes: Uint8Array): string =>
  Buffer.from(bytes.subarray(0, bytes.length & ~1))
    .swap16()
    .toString('utf16le');

const textOf = (value: PdfValue | undefined): string => (isBytes(value) ? utf16(value) : '');
