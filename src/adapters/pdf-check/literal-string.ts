const escapes: ReadonlyMap<number, number> = new Map(
  Object.entries({ n: 10, r: 13, t: 9, b: 8, f: 12 }).map(([letter, byte]) => [letter.charCodeAt(0), byte]),
);
const [open, close, backslash, lineFeed, carriageReturn] = [0x28, 0x29, 0x5c, 10, 13];

/**
 * Reads `(a string)`, in which brackets may nest and a backslash means what comes after it.
 *
 * @param start where the opening bracket stands.
 * @returns the bytes, and where to go on; undefined when it does not end.
 */
export const literalString = (
  bytes: Uint8Array,
  start: number,
): Readonly<{ value: Uint8Array; end: number }> | undefined => {
  const value: number[] = [];
  let depth = 1;
  for (let at = start + 1; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte === backslash) {
      at += 1;
      at += escaped(bytes, at, value);
      continue;
    }
    if (byte === open) depth += 1;
    if (byte === close) depth -= 1;
    if (depth === 0) return { value: Uint8Array.from(value), end: at + 1 };
    value.push(byte);
  }
  return undefined;
};

/** @returns how many bytes more than one it took. */
const escaped = (bytes: Uint8Array, at: number, value: number[]): number => {
  const byte = bytes[at] ?? 0;
  const digits = octalDigits(bytes, at);
  if (digits.length > 0) {
    value.push(Number.parseInt(digits, 8) & 0xff);
    return digits.length - 1;
  }
  if (byte === lineFeed) return 0;
  if (byte === carriageReturn) return bytes[at + 1] === lineFeed ? 1 : 0;
  value.push(escapes.get(byte) ?? byte);
  return 0;
};

const octalDigits = (bytes: Uint8Array, at: number): string =>
  /^[0-7]{1,3}/.exec(String.fromCharCode(...bytes.subarray(at, at + 3)))?.[0] ?? '';
