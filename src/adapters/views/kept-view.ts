import type { Seen } from '../../../projections/view.ts';
import type { Build } from '../../ports/views.ts';
import type { SqliteDatabase } from '../event-store/sqlite/driver.ts';
import type { Slot } from './slots.ts';

/** A view between its fold and its table. What a view has no interest in, it leaves out. */
export type KeptView = Readonly<{
  /** Takes on the events of one stream that stand in one page of the log, in their order, as folds may look at them. */
  foldGroup?: (events: readonly Seen[], slot: Slot) => void;
  /** Takes one event on, as it is stored, in the order of the log. */
  fold?: (seen: Seen) => void;
  /** Writes the rows that have changed; those by stream are in these slots. Runs in a transaction of the caller. */
  write: (slots: readonly Slot[]) => void;
}>;

/** @param place the view's own number among all views. */
export type CreateKeptView = (database: SqliteDatabase, build: Build, place: number) => KeptView;
