import { CorruptEventStoreError, EventStoreUnavailableError } from '../../../ports/event-store.ts';
import type { SqliteDatabase } from './driver.ts';
import { applicationId } from './file.ts';
import { remedy } from './sqlite-trouble.ts';
import { inTransaction } from './transaction.ts';
import { switchToWal } from './wal.ts';

/** Counts up with each change of the tables; an older program refuses a newer file. */
const schemaVersion = 2;

const tables = `
  CREATE TABLE events (
    position INTEGER PRIMARY KEY,
    stream   TEXT    NOT NULL,
    revision INTEGER NOT NULL CHECK (revision >= 0),
    id       TEXT    NOT NULL,
    type     TEXT    NOT NULL,
    data     TEXT    NOT NULL,
    -- These four are metadata as well: views read them without parsing the rest.
    correlation TEXT NOT NULL,
    reached  TEXT    NOT NULL,
    time     TEXT    NOT NULL,
    schema   INTEGER NOT NULL,
    metadata TEXT    NOT NULL,
    UNIQUE (stream, revision)
  ) STRICT;
  CREATE TRIGGER events_are_not_changed BEFORE UPDATE ON events
    BEGIN SELECT raise(ABORT, 'history is only added to'); END;
  CREATE TRIGGER events_are_not_removed BEFORE DELETE ON events
    BEGIN SELECT raise(ABORT, 'history is only added to'); END;
`;

/**
 * Makes a connection durable, and the tables where there are none yet. Safe when several processes do it at once.
 *
 * @throws CorruptEventStoreError when the tables are of another version; the driver's errors.
 */
export const prepareConnection = (database: SqliteDatabase, path: string, busyTimeoutMs: number): void => {
  // First of all: every statement below may meet another process's lock.
  pragmaOf(database, `busy_timeout = ${busyTimeoutMs}`);
  if (pragmaOf(database, 'application_id') === 0) inTransaction(database, () => createTables(database));

  const version = Number(pragmaOf(database, 'user_version'));
  if (version > schemaVersion) {
    const because = `written by a newer certificate-agent (tables of version ${version}, this one knows ${schemaVersion})`;
    throw new CorruptEventStoreError(`event store ${path}: ${because}; nothing was changed. Update, or: ${remedy}`);
  }
  if (version < schemaVersion) {
    const because = `written before its events were chained (tables of version ${version}), by a program that was never released`;
    throw new CorruptEventStoreError(`event store ${path}: ${because}; nothing was changed. ${remedy}`);
  }
  if (!switchToWal(database, busyTimeoutMs)) {
    throw new EventStoreUnavailableError(`event store ${path}: its file system cannot share memory; use a local disk`);
  }
  // An event is on the disk before anybody is told that it is stored.
  pragmaOf(database, 'synchronous = FULL');
};

const createTables = (database: SqliteDatabase): void => {
  // Looked at again under the lock: another process may have been faster.
  if (pragmaOf(database, 'application_id') !== 0) return;
  database.exec(tables);
  database.exec(`PRAGMA application_id = ${applicationId}`);
  database.exec(`PRAGMA user_version = ${schemaVersion}`);
};

/** Sets or asks a pragma. @returns its value, undefined when it answers nothing. */
export const pragmaOf = (database: SqliteDatabase, pragma: string): unknown => {
  const [row] = database.prepare(`PRAGMA ${pragma}`).all();
  return Object.values(row ?? {})[0];
};
