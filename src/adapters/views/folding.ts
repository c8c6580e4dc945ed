import { isCertificateStream } from '../../../projections/projection.ts';
import { readable, type Seen, type ViewName } from '../../../projections/view.ts';
import { DamagedEventError } from '../../ports/event-store.ts';
import type { Build } from '../../ports/views.ts';
import type { SqliteDatabase } from '../event-store/sqlite/driver.ts';
import { createDamaged } from './damaged.ts';
import type { KeptView } from './kept-view.ts';
import { createKeptView } from './kept-views.ts';
import { createNumbering } from './number-streams.ts';
import { createSlots } from './slots.ts';

/** Folds events onto the rows of a build, in memory, until they are written. */
export type Folding = Readonly<{
  /** Takes a page on. Events of one stream are folded together, so that its rows are looked for once. */
  fold: (page: readonly Seen[]) => void;
  /** Writes every row that has changed. Runs in a transaction of the caller. */
  write: () => void;
  /** What was strange in the events since the last writing. */
  strange: () => Readonly<{ damaged: readonly DamagedEventError[]; unknown: readonly Seen[] }>;
}>;

type Folded = Readonly<{ build: Build; views: readonly ViewName[]; isFilling: boolean }>;

/** A stream ends before an event that cannot be read, in all views alike; the others go on. */
export const createFolding = (database: SqliteDatabase, { build, views, isFilling }: Folded): Folding => {
  const numbering = createNumbering(database, isFilling);
  const slots = createSlots(numbering);
  const kept = views.map((name, place): readonly [ViewName, KeptView] => [
    name,
    createKeptView[name](database, build, place),
  ]);
  const damaged = createDamaged(database, build, views);
  let unknown: Seen[] = [];

  /** @returns the event as folds may look at it; null when its stream has ended. */
  const readableOf = (seen: Seen): Seen | null => {
    if (damaged.isOver(seen.stream)) return null;
    try {
      const event = readable(seen);
      if (event !== seen) unknown.push(seen);
      return event;
    } catch (error) {
      if (!(error instanceof DamagedEventError)) throw error;
      damaged.note(error);
      return null;
    }
  };

  const groupsOf = (page: readonly Seen[]): ReadonlyMap<string, Seen[]> => {
    const groups = new Map<string, Seen[]>();
    for (const seen of page) {
      const group = groups.get(seen.stream);
      const isOurs = group !== undefined || isCertificateStream(seen.stream);
      const event = isOurs ? readableOf(seen) : null;
      // Streams that are no certificate's are counted as well, so that every part of the log can be found by its time.
      if (!isOurs || event) countOne(seen);
      if (event && group) group.push(event);
      else if (event) groups.set(seen.stream, [event]);
    }
    return groups;
  };
  const countOne = (seen: Seen): void => {
    for (const [name, { fold }] of kept) if (fold && !damaged.isOverIn(name, seen.stream)) fold(seen);
  };

  return {
    fold: (page) => {
      for (const [stream, events] of groupsOf(page)) {
        const slot = slots.slotOf(events[0] as Seen);
        for (const [name, { foldGroup }] of kept) {
          if (foldGroup && !damaged.isOverIn(name, stream)) foldGroup(events, slot);
        }
      }
      damaged.endPage();
    },
    write: () => {
      numbering.write();
      const touched = slots.recent();
      for (const [, view] of kept) view.write(touched);
      damaged.write();
      slots.noteWritten();
    },
    strange: () => {
      const found = { damaged: damaged.takeNew(), unknown };
      unknown = [];
      return found;
    },
  };
};
