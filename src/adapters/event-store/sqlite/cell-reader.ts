import { isUtf8 } from 'node:buffer';
import type { Cells } from './cells.ts';
import type { SqliteDatabase, SqliteStatement, SqliteValue } from './driver.ts';
import { measuredCells, packingWithLengths } from './measured-cells.ts';
import { createPacker, type Packed, type PackedPage, type Query, separator } from './packed-page.ts';

const separatorText = String.fromCharCode(separator);

const none: ReadonlySet<number> = new Set();

/** Reads the values of a page's rows. `unpack` is for a page that somebody else has read. */
export type CellReader = Readonly<{
  read: (...values: readonly SqliteValue[]) => Cells;
  /** @param values what the page was asked for with: a damaged one is read again. */
  unpack: (page: PackedPage, ...values: readonly SqliteValue[]) => Cells;
}>;

export const createCellReader = (database: SqliteDatabase, query: Query): CellReader => {
  const { columns, long, rows } = query;
  const pack = createPacker(database, query);
  let careful: SqliteStatement | null = null;

  const unpack: CellReader['unpack'] = (page, ...values) => {
    const texts = textsOf(bytesOf(page.short), page.count * columns.length);
    const longs = textsOf(bytesOf(page.long), long ? page.count : 0);
    if (texts && longs) return { texts, longs, garbled: none };

    careful ??= database.prepare(packingWithLengths(long ? [...columns, long] : columns, rows));
    const { packed } = careful.all(...values)[0] as Readonly<{ packed: Packed }>;
    return measuredCells(bytesOf(packed), { columns: columns.length, hasLong: long !== undefined });
  };

  return { read: (...values) => unpack(pack(...values), ...values), unpack };
};

/** @returns null when they are not as many as they should be, or not text. */
const textsOf = (bytes: Buffer, expected: number): readonly string[] | null => {
  if (expected === 0) return [];
  if (!isUtf8(bytes)) return null;
  const texts = bytes.toString('utf8').split(separatorText);
  return texts.length === expected ? texts : null;
};

const bytesOf = (packed: Packed): Buffer => {
  if (packed === null) return Buffer.alloc(0);
  return ArrayBuffer.isView(packed)
    ? Buffer.from(packed.buffer, packed.byteOffset, packed.byteLength)
    : Buffer.from(packed);
};
