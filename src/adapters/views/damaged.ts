import type { ViewName } from '../../../projections/view.ts';
import type { DamagedEventError } from '../../ports/event-store.ts';
import type { Build } from '../../ports/views.ts';
import { arraysOf, type SqliteDatabase } from '../event-store/sqlite/driver.ts';

/** The streams that end in a build's views before an event that cannot be read: nearly always none. */
export const createDamaged = (database: SqliteDatabase, build: Build, views: readonly ViewName[]) => {
  const select = arraysOf(database.prepare('SELECT view, stream FROM damaged WHERE build = ?'));
  const insert = database.prepare(
    'INSERT OR IGNORE INTO damaged (build, view, stream, revision, because) VALUES (?, ?, ?, ?, ?)',
  );
  // A view that was rebuilt after the damage was mended has none, while others still have it.
  const over = new Map<string, Set<string>>();
  const add = (stream: string, view: string): void => {
    over.set(stream, (over.get(stream) ?? new Set()).add(view));
  };
  for (const [view, stream] of select(build)) add(String(stream), String(view));

  const ending = new Set<string>();
  let unwritten: DamagedEventError[] = [];
  let untold: DamagedEventError[] = [];
  return {
    /** In every view. */
    isOver: (stream: string): boolean =>
      ending.has(stream) || (over.size > 0 && over.get(stream)?.size === views.length),
    isOverIn: (view: ViewName, stream: string): boolean => over.size > 0 && over.get(stream)?.has(view) === true,
    /** What came of the stream before is still to be folded: it is over with the page. */
    note: (error: DamagedEventError): void => {
      ending.add(error.stream);
      unwritten.push(error);
      untold.push(error);
    },
    endPage: (): void => {
      for (const stream of ending) for (const view of views) add(stream, view);
      ending.clear();
    },
    write: (): void => {
      for (const { stream, revision, message } of unwritten) {
        for (const view of views) insert.run(build, view, stream, Number(revision), message);
      }
      unwritten = [];
    },
    takeNew: (): readonly DamagedEventError[] => {
      const found = untold;
      untold = [];
      return found;
    },
  };
};
