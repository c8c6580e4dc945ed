import { CorruptEventStoreError } from '../../../ports/event-store.ts';
import type { SqliteDatabase } from './driver.ts';
import { translating } from './sqlite-trouble.ts';

/** What SQLite finds when it walks through every page of the file. */
export const findDamage = (database: SqliteDatabase, path: string): readonly string[] => {
  try {
    const findings = translating(path, () => database.prepare('PRAGMA integrity_check(20)').all()) as object[];
    return findings.map((row) => String(Object.values(row)[0])).filter((finding) => finding !== 'ok');
  } catch (error) {
    // So damaged that SQLite gives up.
    if (!(error instanceof CorruptEventStoreError)) throw error;
    return [error.message];
  }
};
