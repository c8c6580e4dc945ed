import type { Seen } from '../../../projections/view.ts';
import type { Numbering } from './number-streams.ts';

/** What is in memory of one stream: its rows in every view that has rows by stream. Changed in place, by those views. */
export type Slot = {
  readonly number: number;
  /** Rows of it may be in the tables. */
  isStored: boolean;
  /** A row for each view, undefined when there is none. */
  readonly rows: unknown[];
  /** A bit for each view: its row is known; its row is not written yet. */
  known: number;
  changed: number;
};

/** One view's rows in the slots. */
export type RowsInSlots<Row> = Readonly<{
  get: (slot: Slot) => Row | undefined;
  set: (slot: Slot, row: Row) => void;
  /** The rows that are not written yet. */
  changed: (slots: readonly Slot[]) => Iterable<readonly [number, Row]>;
}>;

/**
 * @param place which of the views: each has a number of its own.
 * @param load reads the row of a stream from its table.
 */
export const rowsInSlots = <Row>(place: number, load: (number: number) => Row | undefined): RowsInSlots<Row> => {
  const bit = 1 << place;
  return {
    get: (slot) => {
      if ((slot.known & bit) === 0) {
        slot.known |= bit;
        if (slot.isStored) slot.rows[place] = load(slot.number);
      }
      return slot.rows[place] as Row | undefined;
    },
    set: (slot, row) => {
      slot.rows[place] = row;
      slot.known |= bit;
      slot.changed |= bit;
    },
    changed: function* (slots) {
      for (const { number, rows, changed } of slots) if (changed & bit) yield [number, rows[place] as Row];
    },
  };
};

/**
 * Finds the slot of a stream. What was touched lately stays in memory: the events of one certificate come close together.
 * Older rows are read from their tables again.
 */
export const createSlots = ({ numberOf }: Numbering) => {
  let recent = new Map<string, Slot>();
  let earlier: ReadonlyMap<string, Slot> = new Map();

  const newSlot = (seen: Seen): Slot => {
    const { number, isNew } = numberOf(seen);
    return { number, isStored: !isNew, rows: [], known: 0, changed: 0 };
  };

  return {
    slotOf: (seen: Seen): Slot => {
      // A stream that begins is nowhere yet.
      const known = seen.revision === 0n ? undefined : recent.get(seen.stream);
      if (known) return known;
      const slot = earlier.get(seen.stream) ?? newSlot(seen);
      recent.set(seen.stream, slot);
      return slot;
    },
    /** Every slot that was asked for since the last time. */
    recent: (): readonly Slot[] => [...recent.values()],
    /** All of them are written. */
    noteWritten: (): void => {
      for (const slot of recent.values()) {
        slot.isStored = true;
        slot.changed = 0;
      }
      earlier = recent;
      recent = new Map();
    },
  };
};
