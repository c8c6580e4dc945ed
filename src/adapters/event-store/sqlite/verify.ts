import { CorruptEventStoreError } from '../../../ports/event-store.ts';
import { createCellReader } from './cell-reader.ts';
import type { SqliteDatabase } from './driver.ts';
import { translating } from './sqlite-trouble.ts';

const check = {
  columns: ['finding'],
  rows: 'SELECT integrity_check AS finding FROM pragma_integrity_check LIMIT 20',
};

/** What SQLite finds when it walks through every page of the file. */
export const findDamage = (database: SqliteDatabase, path: string): readonly string[] => {
  try {
    const { texts } = translating(path, () => createCellReader(database, check).read());
    return texts.filter((finding) => finding !== 'ok');
  } catch (error) {
    // So damaged that SQLite gives up.
    if (!(error instanceof CorruptEventStoreError)) throw error;
    return [error.message];
  }
};
