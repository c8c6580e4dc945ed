import type { SqliteDatabase } from './driver.ts';

/** Runs `work` as the only writer; all of it is stored, or nothing. @throws the driver's errors, and those of `work`. */
export const inTransaction = <Result>(database: SqliteDatabase, work: () => Result): Result => {
  database.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    database.exec('COMMIT');
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
