import { runWith, type SqliteDatabase, type SqliteStatement, type SqliteValue } from '../event-store/sqlite/driver.ts';

/** Rows that go over to the driver in one call: a call costs as much as two of them. */
const rowsPerCall = 64;

type Target = Readonly<{ table: string; columns: readonly string[]; onConflict: 'REPLACE' | 'IGNORE' }>;

/** Writes whole rows, over the ones with the same key or not at all. */
export const createUpsert = (database: SqliteDatabase, { table, columns, onConflict }: Target) => {
  const row = `(${columns.map(() => '?').join(', ')})`;
  const sql = `INSERT OR ${onConflict} INTO ${table} (${columns.join(', ')}) VALUES `;
  let one: SqliteStatement | null = null;
  let many: SqliteStatement | null = null;

  /** @param values of all rows, one behind the other. */
  return (values: readonly SqliteValue[]): void => {
    const width = columns.length;
    let at = 0;
    for (; values.length - at >= width * rowsPerCall; at += width * rowsPerCall) {
      many ??= database.prepare(sql + Array(rowsPerCall).fill(row).join(', '));
      runWith(many, values.slice(at, at + width * rowsPerCall));
    }
    for (; at < values.length; at += width) {
      one ??= database.prepare(sql + row);
      runWith(one, values.slice(at, at + width));
    }
  };
};
