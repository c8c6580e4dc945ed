import { randomBytes } from 'node:crypto';
import { comparePositions } from '../../../projections/positions.ts';
import { type ViewName, viewNames } from '../../../projections/view.ts';
import { type Build, RebuildUnderWayError, type Standing, type ViewTables } from '../../ports/views.ts';
import type { SqliteDatabase } from '../event-store/sqlite/driver.ts';
import { inTransaction } from '../event-store/sqlite/transaction.ts';
import { type BuildRow, type Builds, namesOf, standingOf } from './builds.ts';
import { createEmpty } from './connection.ts';
import { createIndexes, createViewTables, dropViewTables, swapTables } from './tables.ts';

/** Makes a build's indexes, once. Runs in a transaction of the caller. */
export const createSettler =
  (database: SqliteDatabase, builds: Builds) =>
  (build: Build, row: BuildRow): void => {
    if (row.settled) return;
    createIndexes(database, namesOf(row), { build, mark: randomBytes(4).toString('hex') });
    builds.write(build, { ...row, settled: 1 });
  };

type Settle = ReturnType<typeof createSettler>;

/** A rebuild fills tables beside the live ones, which then take their place: whoever asks meanwhile gets whole answers. */
export const createRebuild = (
  database: SqliteDatabase,
  builds: Builds,
  settle: Settle,
): Pick<ViewTables, 'beginRebuild' | 'finishRebuild'> => ({
  beginRebuild: async (names) =>
    inTransaction(database, (): Standing => {
      const chosen = viewNames.filter((name) => names.includes(name)).join(' ');
      const running = builds.rowOf('next');
      if (running && running.names !== chosen) throw new RebuildUnderWayError(namesOf(running));
      if (running) return standingOf(running);

      // Streams are looked up by name from here on.
      const live = liveRow(builds);
      settle('live', live);
      createViewTables(database, names, 'next');
      const row = { checkpoint: null, previous: null, anchor: null, events: 0, settled: 0, names: chosen, swaps: 0 };
      builds.write('next', row);
      return standingOf(row);
    }),

  finishRebuild: async () =>
    inTransaction(database, () => {
      const next = builds.rowOf('next');
      if (!next) return 'gone';
      const live = liveRow(builds);
      const names = namesOf(next);
      const lead = leadOf(next, live);
      const isWhole = names.length === viewNames.length;
      if (lead < 0) return 'behind';
      // Tables that stay must not be told that they have seen more than they have.
      if (lead > 0 && !isWhole) return 'ahead';

      settle('next', next);
      swapTables(database, names);
      swapNotes(database, names);
      builds.remove('next');
      builds.write('live', { ...live, ...(isWhole ? next : {}), settled: 1, names: live.names, swaps: live.swaps + 1 });
      return 'finished';
    }),
});

export const liveRow = (builds: Builds): BuildRow => {
  const row = builds.rowOf('live');
  if (!row) throw new Error('the views have no live build');
  return row;
};

/** Positive when a build has seen more than the other one. */
const leadOf = (a: BuildRow, b: BuildRow): number => {
  if (a.checkpoint === null || b.checkpoint === null)
    return Number(a.checkpoint !== null) - Number(b.checkpoint !== null);
  return comparePositions(a.checkpoint, b.checkpoint);
};

const swapNotes = (database: SqliteDatabase, names: readonly ViewName[]): void => {
  const forget = database.prepare("DELETE FROM damaged WHERE build = 'live' AND view = ?");
  const noteBuilt = database.prepare('UPDATE views SET built_at = ? WHERE name = ?');
  for (const name of names) {
    forget.run(name);
    noteBuilt.run(new Date().toISOString(), name);
  }
  database.exec("UPDATE damaged SET build = 'live' WHERE build = 'next'");
};

/** Every table as in a new file. */
export const emptyAll = (database: SqliteDatabase, builds: Builds): void => {
  const { swaps } = liveRow(builds);
  for (const build of ['live', 'next'] as const) dropViewTables(database, viewNames, build);
  builds.remove('next');
  for (const table of ['builds', 'views', 'damaged', 'streams']) database.exec(`DROP TABLE ${table}`);
  createEmpty(database, swaps + 1);
};
