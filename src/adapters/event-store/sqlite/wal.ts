import type { SqliteDatabase } from './driver.ts';
import { isBusy } from './sqlite-trouble.ts';

const retryMs = 20;

/**
 * Puts a file into WAL mode. SQLite's own patience does not cover this step: while another process looks at the file in its
 * old mode, it says busy at once.
 *
 * @returns false when its file system cannot share memory.
 * @throws the driver's errors.
 */
export const switchToWal = (database: SqliteDatabase, limitMs: number): boolean => {
  const end = Date.now() + limitMs;
  for (;;) {
    try {
      const [row] = database.prepare('PRAGMA journal_mode = WAL').all();
      return Object.values(row ?? {})[0] === 'wal';
    } catch (error) {
      if (!isBusy(error) || Date.now() >= end) throw error;
      standStill(retryMs);
    }
  }
};

/** Like SQLite itself while it waits for a lock. */
const standStill = (ms: number): void => {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
};
