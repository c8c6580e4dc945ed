import { isUtf8 } from 'node:buffer';
import type { Cells } from './cells.ts';
import type { SqliteDatabase, SqliteStatement, SqliteValue } from './driver.ts';
import { measuredCells, packingWithLengths } from './measured-cells.ts';

/**
 * Rows cross over from a driver as bytes, all of a page in one piece. That is several times quicker than a value at a time,
 * and one of the drivers ends the process when a text is not UTF-8, as it may be in a damaged file.
 */

/** Between two values. JSON escapes it and no text of ours has it: what has it nevertheless, or is no text, is read with lengths. */
const separator = 0x1f;
const separatorText = String.fromCharCode(separator);

/** @param rows a query that gives these columns. */
type Query = Readonly<{ columns: readonly string[]; long?: string; rows: string }>;

const none: ReadonlySet<number> = new Set();

export const createCellReader = (
  database: SqliteDatabase,
  { columns, long, rows }: Query,
): ((...values: readonly SqliteValue[]) => Cells) => {
  const short = `group_concat(concat_ws(char(${separator}), ${columns.join(', ')}), char(${separator}))`;
  const packed = [
    `CAST(${short} AS BLOB) AS short`,
    `CAST(${long ? `group_concat(${long}, char(${separator}))` : 'NULL'} AS BLOB) AS long`,
  ];
  const quick = database.prepare(`SELECT ${packed.join(', ')}, count(*) AS count FROM (${rows})`);
  let careful: SqliteStatement | null = null;

  return (...values) => {
    const page = quick.all(...values)[0] as Readonly<{ short: Packed; long: Packed; count: number }>;
    const texts = textsOf(bytesOf(page.short), page.count * columns.length);
    const longs = textsOf(bytesOf(page.long), long ? page.count : 0);
    if (texts && longs) return { texts, longs, garbled: none };

    careful ??= database.prepare(packingWithLengths(long ? [...columns, long] : columns, rows));
    const { packed } = careful.all(...values)[0] as Readonly<{ packed: Packed }>;
    return measuredCells(bytesOf(packed), { columns: columns.length, hasLong: long !== undefined });
  };
};

/** @returns null when they are not as many as they should be, or not text. */
const textsOf = (bytes: Buffer, expected: number): readonly string[] | null => {
  if (expected === 0) return [];
  if (!isUtf8(bytes)) return null;
  const texts = bytes.toString('utf8').split(separatorText);
  return texts.length === expected ? texts : null;
};

/** In either driver; null when there is no row. */
type Packed = Uint8Array | ArrayBuffer | null;

const bytesOf = (packed: Packed): Buffer => {
  if (packed === null) return Buffer.alloc(0);
  return ArrayBuffer.isView(packed)
    ? Buffer.from(packed.buffer, packed.byteOffset, packed.byteLength)
    : Buffer.from(packed);
};
