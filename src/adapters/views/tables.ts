import type { ViewName } from '../../../projections/view.ts';
import type { Build } from '../../ports/views.ts';
import type { SqliteDatabase } from '../event-store/sqlite/driver.ts';

/** A view's table. */
type Table = Readonly<{
  name: string;
  columns: string;
  /** Made when a long reading is over: an index that grows in a random order costs more than the table. */
  indexes: readonly string[];
  /** Without a row number of its own; the primary key is what the rows are found by. */
  isKeyed?: boolean;
}>;

/** What is shared by all builds: how far each is, what cannot be read, and a short number for each stream. */
const sharedTables = `
  CREATE TABLE builds (
    build TEXT PRIMARY KEY, checkpoint TEXT, previous TEXT, anchor TEXT,
    events INTEGER NOT NULL, settled INTEGER NOT NULL, names TEXT NOT NULL, swaps INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE views (name TEXT PRIMARY KEY, built_at TEXT NOT NULL) STRICT;
  CREATE TABLE damaged (
    build TEXT NOT NULL, view TEXT NOT NULL, stream TEXT NOT NULL, revision INTEGER NOT NULL, because TEXT NOT NULL,
    PRIMARY KEY (build, view, stream)
  ) STRICT, WITHOUT ROWID;
  -- A stream's number is that of the position at which it begins: the same in every build, and in the order of beginning.
  CREATE TABLE streams (number INTEGER PRIMARY KEY, stream TEXT NOT NULL) STRICT;
`;

const tables: Readonly<Record<ViewName, Table>> = {
  'certificate-status': {
    name: 'certificate_status',
    columns: `number INTEGER PRIMARY KEY, state TEXT NOT NULL, course TEXT, events INTEGER NOT NULL,
      changed_at TEXT NOT NULL, code TEXT, step TEXT`,
    indexes: ['(state)', '(course, state)', '(code) WHERE code IS NOT NULL'],
  },
  'lms-replies': {
    name: 'lms_replies',
    columns: `number INTEGER NOT NULL, submission TEXT NOT NULL, command TEXT NOT NULL, item INTEGER, kind TEXT,
      posts INTEGER NOT NULL, redeliveries INTEGER NOT NULL, first_posted_at TEXT, last_posted_at TEXT,
      download_uuid TEXT, verify_uuid TEXT, PRIMARY KEY (number, submission)`,
    indexes: ['(download_uuid) WHERE download_uuid IS NOT NULL', '(verify_uuid) WHERE verify_uuid IS NOT NULL'],
    isKeyed: true,
  },
  'needs-intervention': {
    name: 'needs_intervention',
    columns: `number INTEGER PRIMARY KEY, submission TEXT NOT NULL, outcome_at TEXT, redeliveries INTEGER NOT NULL,
      posted_at TEXT`,
    indexes: ['(outcome_at) WHERE posted_at IS NULL', '(redeliveries) WHERE redeliveries >= 2'],
  },
  'daily-counts': {
    name: 'daily_counts',
    columns: `day TEXT NOT NULL, type TEXT NOT NULL, code TEXT NOT NULL, count INTEGER NOT NULL, first TEXT NOT NULL,
      last TEXT NOT NULL, PRIMARY KEY (day, type, code)`,
    indexes: [],
    isKeyed: true,
  },
  'unknown-types': {
    name: 'unknown_types',
    columns: `type TEXT NOT NULL, schema INTEGER NOT NULL, count INTEGER NOT NULL, first TEXT NOT NULL,
      PRIMARY KEY (type, schema)`,
    indexes: [],
    isKeyed: true,
  },
};

/** The table of a view, as SQL. */
export const tableOf = (view: ViewName, build: Build): string =>
  build === 'live' ? tables[view].name : `${tables[view].name}__next`;

export const createSharedTables = (database: SqliteDatabase): void => void database.exec(sharedTables);

export const createViewTables = (database: SqliteDatabase, views: readonly ViewName[], build: Build): void => {
  for (const view of views) {
    const { columns, isKeyed } = tables[view];
    database.exec(`CREATE TABLE ${tableOf(view, build)} (${columns}) STRICT${isKeyed ? ', WITHOUT ROWID' : ''}`);
  }
};

/** @param mark is in the names of the indexes, which stay when a table is renamed: no two builds may have the same. */
export const createIndexes = (
  database: SqliteDatabase,
  views: readonly ViewName[],
  { build, mark }: Readonly<{ build: Build; mark: string }>,
): void => {
  if (build === 'live') database.exec('CREATE UNIQUE INDEX IF NOT EXISTS streams_by_name ON streams (stream)');
  for (const view of views) {
    for (const [at, index] of tables[view].indexes.entries()) {
      database.exec(`CREATE INDEX ${tables[view].name}_${mark}_${at} ON ${tableOf(view, build)} ${index}`);
    }
  }
};

export const dropViewTables = (database: SqliteDatabase, views: readonly ViewName[], build: Build): void => {
  for (const view of views) database.exec(`DROP TABLE IF EXISTS ${tableOf(view, build)}`);
};

/** The rebuilt table takes the place of the live one. */
export const swapTables = (database: SqliteDatabase, views: readonly ViewName[]): void => {
  for (const view of views) {
    database.exec(`DROP TABLE ${tableOf(view, 'live')}`);
    database.exec(`ALTER TABLE ${tableOf(view, 'next')} RENAME TO ${tableOf(view, 'live')}`);
  }
};
