import { CorruptEventStoreError } from '../../../ports/event-store.ts';
import type { SqliteDatabase } from './driver.ts';
import { type Packed, packing, unpack } from './packed.ts';
import { translating } from './sqlite-trouble.ts';

const check = packing(['finding'], 'SELECT integrity_check AS finding FROM pragma_integrity_check LIMIT 20');

/** What SQLite finds when it walks through every page of the file. */
export const findDamage = (database: SqliteDatabase, path: string): readonly string[] => {
  try {
    const [packed = { packed: null }] = translating(path, () => database.prepare(check).all()) as Packed[];
    const findings = unpack(packed, 1, (bytes, [start, end]) => bytes.toString('utf8', start, end));
    return findings.filter((finding) => finding !== 'ok');
  } catch (error) {
    // So damaged that SQLite gives up.
    if (!(error instanceof CorruptEventStoreError)) throw error;
    return [error.message];
  }
};
