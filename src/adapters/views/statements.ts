import type { ViewName } from '../../../projections/view.ts';
import type { Build } from '../../ports/views.ts';
import { arraysOf, firstOf, type SqliteDatabase, type SqliteValue } from '../event-store/sqlite/driver.ts';
import { tableOf } from './tables.ts';
import { createUpsert } from './upsert.ts';

export type Values = readonly SqliteValue[];

/** How the rows of one view are found and written. */
export const createStatements = (
  database: SqliteDatabase,
  { view, build, columns, key }: Readonly<{ view: ViewName; build: Build; columns: readonly string[]; key: string }>,
) => {
  const table = tableOf(view, build);
  const sql = `SELECT ${columns.join(', ')} FROM ${table} WHERE ${key}`;
  const select = arraysOf(database.prepare(sql));
  const write = createUpsert(database, { table, columns, onConflict: 'REPLACE' });
  return {
    find: (...values: Values): readonly Values[] => select(...values) as Values[],
    findOne: firstOf(database.prepare(sql)),
    write,
  };
};
