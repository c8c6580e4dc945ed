import { viewNames, viewsVersion } from '../../../projections/view.ts';
import { ViewsDamagedError, ViewsUnavailableError } from '../../ports/views.ts';
import type { SqliteDatabase } from '../event-store/sqlite/driver.ts';
import { pragmaOf } from '../event-store/sqlite/schema.ts';
import { inTransaction } from '../event-store/sqlite/transaction.ts';
import { switchToWal } from '../event-store/sqlite/wal.ts';
import { createBuilds } from './builds.ts';
import { createSharedTables, createViewTables } from './tables.ts';

/** In the header of every file of views: "CerV". */
export const applicationId = 0x43657256;

/** A large cache pays: rows come back in the order in which the log tells of them. In KiB. */
const cacheKib = 32 * 1024;

/** The log beside the file is emptied when it has grown to so many pages of 4 KiB: seldom, since each time waits for the disk. */
const logPages = 8_192;

/**
 * Makes a connection ready, and the tables where there are none yet. Safe when several processes do it at once.
 *
 * @throws ViewsDamagedError when the file is not of this version; ViewsUnavailableError; the driver's errors.
 */
export const prepareConnection = (database: SqliteDatabase, path: string, busyTimeoutMs: number): void => {
  // First of all: every statement below may meet another process's lock.
  pragmaOf(database, `busy_timeout = ${busyTimeoutMs}`);
  if (pragmaOf(database, 'application_id') === 0) inTransaction(database, () => createTables(database));

  if (pragmaOf(database, 'application_id') !== applicationId) {
    throw new ViewsDamagedError(`views ${path}: the file is another program's database`);
  }
  const version = Number(pragmaOf(database, 'user_version'));
  if (version !== viewsVersion) {
    throw new ViewsDamagedError(`views ${path}: made by another version (${version}, this one is ${viewsVersion})`);
  }
  if (path !== ':memory:' && !switchToWal(database, busyTimeoutMs)) {
    throw new ViewsUnavailableError(`views ${path}: the file system cannot share memory; use a local disk`);
  }
  // A power cut may take the last rows away, and their checkpoint with them: they are read from the log again.
  pragmaOf(database, 'synchronous = NORMAL');
  pragmaOf(database, `cache_size = -${cacheKib}`);
  pragmaOf(database, `wal_autocheckpoint = ${logPages}`);
};

const createTables = (database: SqliteDatabase): void => {
  // Looked at again under the lock: another process may have been faster. A database with tables is somebody else's.
  const [tables] = database.prepare('SELECT count(*) AS count FROM sqlite_master').all() as { count: number }[];
  if (pragmaOf(database, 'application_id') !== 0 || tables?.count !== 0) return;
  createEmpty(database);
  database.exec(`PRAGMA application_id = ${applicationId}`);
  database.exec(`PRAGMA user_version = ${viewsVersion}`);
};

/** All tables, with nothing in them. */
export const createEmpty = (database: SqliteDatabase, swaps = 0): void => {
  createSharedTables(database);
  createViewTables(database, viewNames, 'live');
  const nothing = { checkpoint: null, previous: null, anchor: null, events: 0, settled: 0, swaps };
  createBuilds(database).write('live', { ...nothing, names: viewNames.join(' ') });
  const noteBuilt = database.prepare('INSERT INTO views (name, built_at) VALUES (?, ?)');
  for (const name of viewNames) noteBuilt.run(name, new Date().toISOString());
};
