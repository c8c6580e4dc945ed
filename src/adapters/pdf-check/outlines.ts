/** What an embedded TrueType font says of its signs. */
export type Outlines = Readonly<{
  /** Whether anything is drawn: a sign without an outline leaves the paper white. */
  has: (sign: number) => boolean;
  /** How wide a sign is, in thousandths of the size. */
  widthOf: (sign: number) => number;
}>;

/** @returns undefined when what every such font has is missing. */
export const outlinesOf = (fontFile: Uint8Array): Outlines | undefined => {
  const font = Buffer.from(fontFile.buffer, fontFile.byteOffset, fontFile.byteLength);
  const tables = tablesOf(font);
  const index = tables.get('loca');
  const [head, limits, header, metrics] = ['head', 'maxp', 'hhea', 'hmtx'].map((name) => tables.get(name));
  if (!index || !head || head.length < 54 || !limits || limits.length < 6) return undefined;
  if (!header || header.length < 36 || !metrics) return undefined;

  const isLong = head.readInt16BE(50) === 1;
  const unitsPerEm = head.readUInt16BE(18);
  const offsetOf = (sign: number): number => (isLong ? index.readUInt32BE(sign * 4) : index.readUInt16BE(sign * 2));
  const readable = Math.min(limits.readUInt16BE(4), Math.floor(index.length / (isLong ? 4 : 2)) - 1);
  // Signs after the last that is listed are as wide as that one.
  const listed = Math.min(header.readUInt16BE(34), Math.floor(metrics.length / 4));
  return {
    has: (sign) => sign < readable && offsetOf(sign + 1) > offsetOf(sign),
    widthOf: (sign) => (metrics.readUInt16BE(Math.min(sign, listed - 1) * 4) * 1_000) / unitsPerEm,
  };
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
