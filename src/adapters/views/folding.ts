import { isCertificateStream } from '../../../projections/projection.ts';
import { readable, type Seen, type ViewName } from '../../../projections/view.ts';
import { DamagedEventError } from '../../ports/event-store.ts';
import type { Build } from '../../ports/views.ts';
import type { SqliteDatabase } from '../event-store/sqlite/driver.ts';
import { createDamaged } from './damaged.ts';
import { createKeptView, type KeptView } from './kept-views.ts';
import { createNumbering } from './number-streams.ts';

/** Folds events onto the rows of a build, in memory, until they are written. */
export type Folding = Readonly<{
  fold: (seen: Seen) => void;
  /** Writes every row that has changed. Runs in a transaction of the caller. */
  write: () => void;
  /** What was strange in the events since the last writing. */
  strange: () => Readonly<{ damaged: readonly DamagedEventError[]; unknown: readonly Seen[] }>;
}>;

type Folded = Readonly<{ build: Build; views: readonly ViewName[]; isFilling: boolean }>;

/** A stream ends before an event that cannot be read, in all views alike; the others go on. */
export const createFolding = (database: SqliteDatabase, { build, views, isFilling }: Folded): Folding => {
  const numbering = createNumbering(database, isFilling);
  const kept = views.map((name): readonly [ViewName, KeptView] => [name, createKeptView[name](database, build)]);
  const damaged = createDamaged(database, build, views);
  // Streams that are no certificate's are counted by the day, so that every part of the log can be found by its time.
  const others = kept.find(([name]) => name === 'daily-counts')?.[1];
  let unknown: Seen[] = [];

  return {
    fold: (seen) => {
      const { stream } = seen;
      if (!isCertificateStream(stream)) return others?.fold({ seen, event: seen, number: 0, isNew: false });
      if (damaged.isOver(stream)) return;
      let event: Seen;
      try {
        event = readable(seen);
      } catch (error) {
        if (!(error instanceof DamagedEventError)) throw error;
        damaged.note(error);
        return;
      }
      if (event !== seen) unknown.push(seen);
      const arriving = { seen, event, ...numbering.numberOf(seen) };
      for (const [name, view] of kept) if (!damaged.isOverIn(name, stream)) view.fold(arriving);
    },
    write: () => {
      numbering.write();
      for (const [, view] of kept) view.write();
      damaged.write();
    },
    strange: () => {
      const found = { damaged: damaged.takeNew(), unknown };
      unknown = [];
      return found;
    },
  };
};
