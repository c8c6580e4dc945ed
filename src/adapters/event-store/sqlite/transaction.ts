import type { SqliteDatabase, SqliteStatement } from './driver.ts';

type Statements = Readonly<Record<'begin' | 'commit', SqliteStatement>>;

const prepared = new WeakMap<SqliteDatabase, Statements>();

/** Parsed once for each connection: an append spends a tenth of its time on its frame otherwise. */
const statementsOf = (database: SqliteDatabase): Statements => {
  const known = prepared.get(database);
  if (known) return known;
  const statements = { begin: database.prepare('BEGIN IMMEDIATE'), commit: database.prepare('COMMIT') };
  prepared.set(database, statements);
  return statements;
};

/** Runs `work` as the only writer; all of it is stored, or nothing. @throws the driver's errors, and those of `work`. */
export const inTransaction = <Result>(database: SqliteDatabase, work: () => Result): Result => {
  const { begin, commit } = statementsOf(database);
  begin.run();
  try {
    const result = work();
    commit.run();
    return result;
  } catch (error) {
    rollBack(database);
    throw error;
  }
};

const rollBack = (database: SqliteDatabase): void => {
  try {
    database.exec('ROLLBACK');
  } catch (error) {
    // A full disk makes SQLite roll back by itself; then there is nothing left to do, and the first error tells why.
    if (!(error instanceof Error && error.message.includes('no transaction is active'))) throw error;
  }
};
