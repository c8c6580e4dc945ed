import { literalString } from './literal-string.ts';
import { isDict, type PdfDict, type PdfValue, unreadable } from './pdf-values.ts';
import { blank, delimiter, endOfWord, kinds, numberIn, textIn } from './words.ts';

/** Reads one value after the other. */
export type Tokens = Readonly<{
  /** The next value or operator; undefined at the end. References (`7 0 R`) are put together inside of arrays and dictionaries only. */
  next: () => PdfValue | undefined;
  /** Where the next one begins. */
  position: () => number;
}>;

/** Nobody nests deeper; a file that does is out to fill the stack. */
const depthMax = 40;

/** Takes PDF syntax apart, of files as well as of page contents. Written for speed: a page has some ten thousand numbers. */
export const createTokens = (bytes: Uint8Array, start = 0): Tokens => {
  let at = start;
  let depth = 0;

  const next = (): PdfValue | undefined => {
    at = skippedBlanks(bytes, at);
    const byte = bytes[at];
    if (byte === undefined) return undefined;
    if (byte === 0x28) return literal();
    if (byte === 0x5b) return within(() => list(']'));
    if (byte === 0x3c) return bytes[at + 1] === 0x3c ? within(dictionary) : hexadecimal();
    if (kinds[byte] === delimiter && byte !== 0x2f) return closing(byte);
    const from = at;
    at = endOfWord(bytes, from);
    return numberIn(bytes, from, at) ?? textIn(bytes, from, at);
  };

  const literal = (): Uint8Array => {
    const read = literalString(bytes, at);
    if (!read) throw unreadable('a string does not end');
    at = read.end;
    return read.value;
  };

  const hexadecimal = (): Uint8Array => {
    const end = bytes.indexOf(0x3e, at);
    if (end < 0) throw unreadable('a string does not end');
    const digits = textIn(bytes, at + 1, end).replace(/\s/g, '');
    at = end + 1;
    return new Uint8Array(Buffer.from(digits.length % 2 ? `${digits}0` : digits, 'hex'));
  };

  const closing = (byte: number): string => {
    const isPair = byte === 0x3e && bytes[at + 1] === 0x3e;
    at += isPair ? 2 : 1;
    return isPair ? '>>' : String.fromCharCode(byte);
  };

  const within = (read: () => PdfValue): PdfValue => {
    depth += 1;
    if (depth > depthMax) throw unreadable('it is nested too deep');
    at += 1;
    const value = read();
    depth -= 1;
    return value;
  };

  const list = (end: ']' | '>>'): readonly PdfValue[] => {
    const values: PdfValue[] = [];
    for (let value = next(); value !== end; value = next()) {
      if (value === undefined) throw unreadable('an array or a dictionary does not end');
      if (value === 'R') values.splice(-2, 2, { ref: Number(values.at(-2)) });
      else values.push(value);
    }
    return values;
  };

  const dictionary = (): PdfValue => {
    at += 1;
    const values = list('>>');
    const entries = new Map(
      values.flatMap((key, index) => (index % 2 === 0 ? [[String(key), values[index + 1] ?? 'null']] : [])),
    );
    // Of an entry that stands twice, some readers take the first, some the last.
    if (entries.size * 2 !== values.length) throw unreadable('a dictionary has an entry twice, or half of one');
    return entries;
  };

  return { next, position: () => at };
};

/** Where the next value begins, after blanks and remarks. */
const skippedBlanks = (bytes: Uint8Array, from: number): number => {
  let at = from;
  for (; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte === 0x25) while (at + 1 < bytes.length && bytes[at + 1] !== 10 && bytes[at + 1] !== 13) at += 1;
    else if (kinds[byte] !== blank) return at;
  }
  return at;
};

/** @throws SelfCheckError when what comes next is something else. */
export const nextDict = (tokens: Tokens): PdfDict => {
  const value = tokens.next();
  if (!isDict(value)) throw unreadable('a dictionary is missing');
  return value;
};
