import { statSync } from 'node:fs';
import { type ViewName, viewNames, viewsVersion } from '../../../projections/view.ts';
import type { ViewsReport } from '../../ports/views.ts';
import { arraysOf, type SqliteDatabase } from '../event-store/sqlite/driver.ts';
import { type Builds, namesOf, standingOf } from './builds.ts';
import { liveRow } from './rebuild.ts';
import { storedUnknown } from './stored-rows.ts';
import { tableOf } from './tables.ts';

/** What there is to say of the views themselves. */
export const reportOn = (database: SqliteDatabase, builds: Builds, file: string): ViewsReport => {
  const all = (sql: string) => arraysOf(database.prepare(sql))();
  const builtAt = new Map(all('SELECT name, built_at FROM views').map(([name, at]) => [name, String(at)]));
  const rowsIn = (view: ViewName): number => Number(all(`SELECT count(*) FROM ${tableOf(view, 'live')}`)[0]?.[0]);
  const next = builds.rowOf('next');
  const unknown = all(`SELECT ${storedUnknown.columns.join(', ')} FROM ${tableOf('unknown-types', 'live')}`);
  const damaged = all(
    "SELECT stream, min(revision), because FROM damaged WHERE build = 'live' GROUP BY stream ORDER BY stream",
  );
  return {
    file,
    bytes: bytesOf(file),
    version: viewsVersion,
    standing: standingOf(liveRow(builds)),
    views: viewNames.map((name) => ({ name, rows: rowsIn(name), builtAt: builtAt.get(name) ?? '' })),
    rebuild: next ? { names: namesOf(next), standing: standingOf(next) } : null,
    unknown: unknown.map((values) => storedUnknown.rowOf(values as (string | number)[], '')),
    damaged: damaged.map(([stream, revision, because]) => ({
      stream: String(stream),
      revision: Number(revision),
      because: String(because),
    })),
  };
};

/** The file with what is not in it yet. */
const bytesOf = (file: string): number =>
  [file, `${file}-wal`].reduce((sum, path) => sum + (statSync(path, { throwIfNoEntry: false })?.size ?? 0), 0);
