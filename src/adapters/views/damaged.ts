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

  let unwritten: DamagedEventError[] = [];
  let untold: DamagedEventError[] = [];
  return {
    /** In every view. */
    isOver: (stream: string): boolean => over.size > 0 && over.get(stream)?.size === views.length,
    isOverIn: (view: ViewName, stream: string): boolean => over.size > 0 && over.get(stream)?.has(view) === true,
    note: (error: DamagedEventError): void => {
      for (const view of views) add(error.stream, view);
      unwritten.push(error);
      untold.push(error);
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
