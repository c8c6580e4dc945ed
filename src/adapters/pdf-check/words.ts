/** What a byte does in PDF syntax. */
export const blank = 0;
const regular = 1;
export const delimiter = 2;

/** The kind of each byte. */
export const kinds: Uint8Array = new Uint8Array(256).fill(regular);
for (const byte of [0, 9, 10, 12, 13, 32]) kinds[byte] = blank;
for (const letter of '()<>[]{}/%') kinds[letter.charCodeAt(0)] = delimiter;

/** Where a word ends whose first byte is at `from`. */
export const endOfWord = (bytes: Uint8Array, from: number): number => {
  let at = from + 1;
  while (at < bytes.length && kinds[bytes[at] ?? 0] === regular) at += 1;
  return at;
};

const [plus, minus, dot, zero, nine] = [0x2b, 0x2d, 0x2e, 0x30, 0x39];

/** The number that a word is; undefined when it is another word. */
export const numberIn = (bytes: Uint8Array, from: number, to: number): number | undefined => {
  const sign = bytes[from];
  const first = sign === minus || sign === plus ? from + 1 : from;
  let [value, scale] = [0, 0];
  for (let at = first; at < to; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte === dot && scale === 0) scale = 1;
    else if (byte < zero || byte > nine) return undefined;
    else {
      value = value * 10 + byte - zero;
      scale *= 10;
    }
  }
  if (to === first) return undefined;
  return (sign === minus ? -value : value) / (scale || 1);
};

/** Operators are few and come often; making their text anew each time would be most of the work. */
const shortWords = new Map<number, string>();
const shortWordsMax = 10_000;

/** A word as text, byte by byte. */
export const textIn = (bytes: Uint8Array, from: number, to: number): string => {
  if (to - from > 3) return Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from).toString('latin1');
  let key = 0;
  for (let at = from; at < to; at += 1) key = key * 256 + (bytes[at] ?? 0);
  const known = shortWords.get(key);
  if (known !== undefined) return known;
  const text = String.fromCharCode(...bytes.subarray(from, to));
  if (shortWords.size < shortWordsMax) shortWords.set(key, text);
  return text;
};
