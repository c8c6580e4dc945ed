import type { SqliteDatabase, SqliteValue } from './driver.ts';

/**
 * Rows cross over from a driver as bytes, all of a page in one piece. That is several times quicker than a value at a time,
 * and one of the drivers ends the process when a text is not UTF-8, as it may be in a damaged file.
 */
export type PackedPage = Readonly<{
  /** Row after row, all columns but the long one; null when there is no row. */
  short: Packed;
  /** The long column's values. */
  long: Packed;
  count: number;
}>;

/** In either driver. */
export type Packed = Uint8Array | ArrayBuffer | null;

/** Which rows are packed. */
export type Query = Readonly<{
  columns: readonly string[];
  /** One more column, whose values are packed apart from the others. */
  long?: string;
  /** Gives these columns. */
  rows: string;
}>;

/** Between two values. JSON escapes it and no text of ours has it: what has it nevertheless, or is no text, is read with lengths. */
export const separator = 0x1f;

/** Reads a page. @param and more values of the page, such as `max(position) AS last`. */
export const createPacker = <More = unknown>(
  database: SqliteDatabase,
  { columns, long, rows }: Query,
  and: readonly string[] = [],
): ((...values: readonly SqliteValue[]) => PackedPage & More) => {
  const short = `group_concat(concat_ws(char(${separator}), ${columns.join(', ')}), char(${separator}))`;
  const packed = [
    `CAST(${short} AS BLOB) AS short`,
    `CAST(${long ? `group_concat(${long}, char(${separator}))` : 'NULL'} AS BLOB) AS long`,
    'count(*) AS count',
    ...and,
  ];
  const statement = database.prepare(`SELECT ${packed.join(', ')} FROM (${rows})`);
  return (...values) => statement.all(...values)[0] as PackedPage & More;
};
