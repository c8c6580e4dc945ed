import type { ViewName } from '../../../projections/view.ts';
import type { Build, Standing } from '../../ports/views.ts';
import type { SqliteDatabase } from '../event-store/sqlite/driver.ts';

/** A row of the table `builds`. */
export type BuildRow = Readonly<{
  checkpoint: string | null;
  /** The position of the event before the last. */
  previous: string | null;
  /** What the last event was, to know it again. */
  anchor: string | null;
  events: number;
  /** Its indexes are there. */
  settled: number;
  names: string;
  /** Counts up when tables were put in the place of others. */
  swaps: number;
}>;

export const namesOf = ({ names }: BuildRow): readonly ViewName[] => names.split(' ') as ViewName[];

export const standingOf = ({ checkpoint, previous, events }: BuildRow): Standing => ({
  checkpoint,
  readAfter: previous,
  events,
});

/** The bookkeeping of the builds. Everything that changes it runs in a transaction of the caller. */
export const createBuilds = (database: SqliteDatabase) => {
  const select = database.prepare(
    'SELECT checkpoint, previous, anchor, events, settled, names, swaps FROM builds WHERE build = ?',
  );
  const replace = database.prepare(
    `INSERT OR REPLACE INTO builds (build, checkpoint, previous, anchor, events, settled, names, swaps)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const remove = database.prepare('DELETE FROM builds WHERE build = ?');

  return {
    rowOf: (build: Build): BuildRow | null => (select.all(build)[0] as BuildRow | undefined) ?? null,
    write: (build: Build, { checkpoint, previous, anchor, events, settled, names, swaps }: BuildRow): void => {
      replace.run(build, checkpoint, previous, anchor, events, settled, names, swaps);
    },
    remove: (build: Build): void => void remove.run(build),
  };
};
export type Builds = ReturnType<typeof createBuilds>;
