/** Whether a font draws anything for a sign. */
export type HasOutline = (sign: number) => boolean;

/**
 * Looks into an embedded TrueType font: a sign without an outline leaves the paper white.
 *
 * @returns undefined when it is of another kind (CFF), into which nobody looks here.
 */
export const outlinesOf = (fontFile: Uint8Array): HasOutline | undefined => {
  const font = Buffer.from(fontFile.buffer, fontFile.byteOffset, fontFile.byteLength);
  const tables = tablesOf(font);
  const [head, index, limits] = [tables.get('head'), tables.get('loca'), tables.get('maxp')];
  if (!head || !index || !limits) return undefined;
  const isLong = head.readInt16BE(50) === 1;
  const signs = limits.readUInt16BE(4);
  const offsetOf = (sign: number): number => (isLong ? index.readUInt32BE(sign * 4) : index.readUInt16BE(sign * 2));
  const readable = Math.min(signs, Math.floor(index.length / (isLong ? 4 : 2)) - 1);
  return (sign) => sign < readable && offsetOf(sign + 1) > offsetOf(sign);
};

const tablesOf = (font: Buffer): ReadonlyMap<string, Buffer> => {
  const tables = new Map<string, Buffer>();
  const count = font.length >= 12 ? font.readUInt16BE(4) : 0;
  for (let at = 12; at < 12 + count * 16 && at + 16 <= font.length; at += 16) {
    const [start, length] = [font.readUInt32BE(at + 8), font.readUInt32BE(at + 12)];
    tables.set(font.toString('latin1', at, at + 4), font.subarray(start, start + length));
  }
  return tables;
};
