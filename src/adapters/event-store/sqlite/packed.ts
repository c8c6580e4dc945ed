/**
 * Rows cross over from a driver as bytes, all of a page in one piece. That is quicker than a value at a time, and one of
 * the drivers ends the process when a text is not UTF-8, as it may be in a damaged file. Before each row's values stand
 * their lengths, so that whatever they hold, nobody takes the end of one for the beginning of the next.
 */

/** One byte that ends a length. */
const end = 0x1f;

/** A query whose only value is the packed rows of `rows`: these columns, in the order in which `rows` gives them. */
export const packing = (columns: readonly string[], rows: string): string => {
  const values = columns.map((column) => `coalesce(${column}, '')`);
  const lengths = values.map((value) => `octet_length(${value}) || char(${end})`);
  return `SELECT CAST(group_concat(${[...lengths, ...values].join(' || ')}, '') AS BLOB) AS packed FROM (${rows})`;
};

/** What a packing query answers, in either driver: null when there is no row. */
export type Packed = Readonly<{ packed: Uint8Array | ArrayBuffer | null }>;

/**
 * The rows of a packing query.
 *
 * @param rowAt makes a row: its first column stands from `bounds[0]` to before `bounds[1]`, and so on. `bounds` is used again.
 */
export const unpack = <Row>(
  { packed }: Packed,
  columns: number,
  rowAt: (bytes: Buffer, bounds: readonly number[]) => Row,
): Row[] => {
  const bytes = bytesOf(packed);
  const rows: Row[] = [];
  const bounds = new Array<number>(columns + 1).fill(0);
  for (let at = 0; at < bytes.length; at = bounds[columns] ?? bytes.length) {
    for (let column = 1; column <= columns; column += 1) {
      let length = 0;
      for (; bytes[at] !== end; at += 1) length = length * 10 + (bytes[at] ?? 0) - 0x30;
      at += 1;
      bounds[column] = length;
    }
    bounds[0] = at;
    for (let column = 1; column <= columns; column += 1) {
      bounds[column] = (bounds[column - 1] ?? 0) + (bounds[column] ?? 0);
    }
    rows.push(rowAt(bytes, bounds));
  }
  return rows;
};

const bytesOf = (packed: Packed['packed']): Buffer => {
  if (packed === null) return Buffer.alloc(0);
  return ArrayBuffer.isView(packed)
    ? Buffer.from(packed.buffer, packed.byteOffset, packed.byteLength)
    : Buffer.from(packed);
};
