import { resolve } from 'node:path';
import type { DamagedEventError, EventStore, StorableEvent } from '../../../ports/event-store.ts';
import { loadSqliteDriver, type SqliteDriver } from './driver.ts';
import { prepareFile } from './file.ts';
import { prepareConnection } from './schema.ts';
import { translating } from './sqlite-trouble.ts';
import { createStoreOn, type ReadAheadOptions } from './store.ts';

export type SqliteEventStoreOptions = Readonly<{
  /** The store's file; it and its folder are made when they are not there, for their owner only. */
  path: string;
  /** Hears of each event that `readAll` cannot make sense of, once in each pass. */
  onDamaged: (error: DamagedEventError) => void;
  /** How long to wait for another process's transaction, which takes milliseconds. The process stands still meanwhile. */
  busyTimeoutMs?: number;
  /** Without it, a long log is read here, in one thread with all else. */
  readAhead?: ReadAheadOptions;
  /** By default the one that this Node has. */
  driver?: SqliteDriver;
}>;

const busyTimeoutMsDefault = 5_000;

/**
 * A store in one file, safe for several processes at once. An append is on the disk before it is answered; those that
 * come in together share one wait for the disk.
 *
 * @throws CorruptEventStoreError when the path holds anything else, which is left as it is.
 * @throws EventStoreUnavailableError when the file cannot be made, opened or locked, or there is no driver.
 */
export const openSqliteEventStore = async <Event extends StorableEvent>(
  options: SqliteEventStoreOptions,
): Promise<EventStore<Event>> => {
  const { onDamaged, readAhead, busyTimeoutMs = busyTimeoutMsDefault } = options;
  const path = resolve(options.path);
  const driver = options.driver ?? (await loadSqliteDriver());
  await prepareFile(path);

  return translating(path, () => {
    const database = driver.open(path);
    try {
      prepareConnection(database, path, busyTimeoutMs);
      return createStoreOn<Event>({ database, path, onDamaged, ...(readAhead ? { readAhead } : {}) });
    } catch (error) {
      database.close();
      throw error;
    }
  });
};
