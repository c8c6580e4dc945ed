import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import {
  loadLibsql,
  loadNodeSqlite,
  loadSqliteDriver,
  type SqliteDatabase,
  type SqliteDriver,
} from '../../../../src/adapters/event-store/sqlite/driver.ts';
import {
  openSqliteEventStore,
  type SqliteEventStoreOptions,
} from '../../../../src/adapters/event-store/sqlite/open.ts';
import type { EventStore } from '../../../../src/ports/event-store.ts';
import type { Word } from '../../../contracts/event-store.contract.ts';

/** Every driver that this Node has. */
export const drivers: readonly SqliteDriver[] = [loadNodeSqlite(), await loadLibsql()].filter(
  (driver) => driver !== null,
);

const folder = mkdtempSync(join(tmpdir(), 'event-store-'));
let files = 0;
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A path where nothing is yet, in a folder that is gone after the tests. */
export const freshPath = (): string => {
  files += 1;
  return join(folder, `${files}`, 'events.db');
};

/** A store that does not expect damage. */
export const openStore = (path: string, options: Partial<SqliteEventStoreOptions> = {}): Promise<EventStore<Word>> => {
  const onDamaged = (error: Error): void => {
    throw error;
  };
  return openSqliteEventStore<Word>({ path, onDamaged, ...options });
};

/** Does to a file what no program of ours does. */
export const meddle = async (path: string, work: (database: SqliteDatabase) => void): Promise<void> => {
  const database = (await loadSqliteDriver()).open(path);
  try {
    work(database);
  } finally {
    database.close();
  }
};
