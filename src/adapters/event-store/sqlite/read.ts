import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  DamagedEventError,
  type EventStore,
  type From,
  type Observed,
  type Recorded,
  type StorableEvent,
} from '../../../ports/event-store.ts';
import { numberOfPosition } from '../position.ts';
import { decodeRow, type EventRow, eventColumns, rowAt } from './decode.ts';
import type { SqliteDatabase, SqliteStatement } from './driver.ts';
import { glanceAt, glanceColumns, selectGlances } from './glance.ts';
import { type Packed, packing, unpack } from './packed.ts';

type Reading = Readonly<{
  database: SqliteDatabase;
  onDamaged: (error: DamagedEventError) => void;
  /** Runs a query, or throws when the store is closed or in trouble. */
  asked: <Result>(query: () => Result) => Result;
}>;

const pageRows = 1_000;

/** The reading half of the port. */
export const createReader = <Event extends StorableEvent>({
  database,
  onDamaged,
  asked,
}: Reading): Pick<EventStore<Event>, 'read' | 'readAll' | 'readPages' | 'head'> => {
  const all = `SELECT ${eventColumns.join(', ')} FROM events`;
  const selectStream = database.prepare(
    packing(eventColumns, `${all} WHERE stream = ? AND revision >= ? ORDER BY revision LIMIT ?`),
  );
  const selectLog = database.prepare(packing(eventColumns, `${all} WHERE position > ? ORDER BY position LIMIT ?`));
  const selectGlancesOf = database.prepare(selectGlances);
  const selectHead = database.prepare('SELECT max(position) AS head FROM events');

  const rowsOf = (statement: SqliteStatement, ...values: readonly (string | number)[]): readonly EventRow[] =>
    unpack(packedOf(asked(() => statement.all(...values))), eventColumns.length, rowAt);

  return {
    read: async (stream) => {
      const history: Recorded<Event>[] = [];
      for (let first = 0; ; first += pageRows) {
        const rows = rowsOf(selectStream, stream, first, pageRows);
        for (const row of rows) history.push(decodeNext(row, history));
        if (rows.length < pageRows) return history;
      }
    },

    readAll: async function* ({ after }: From = {}): AsyncGenerator<Recorded<Event>> {
      const damaged = new Set<string>();
      for await (const rows of pages((last) => rowsOf(selectLog, last, pageRows), after)) {
        for (const row of rows) {
          const recorded = damaged.has(row.stream) ? null : decodeOrReport<Event>(row, onDamaged);
          if (recorded) yield recorded;
          else damaged.add(row.stream);
        }
      }
    },

    readPages: ({ after }: From = {}): AsyncGenerator<readonly Observed<Event>[]> =>
      pages((last) => {
        const packed = packedOf(asked(() => selectGlancesOf.all(last, pageRows)));
        return unpack(packed, glanceColumns, glanceAt<Event>);
      }, after),

    head: async () => {
      const [row] = asked(() => selectHead.all()) as { head: number | null }[];
      return typeof row?.head === 'number' ? String(row.head) : null;
    },
  };
};

const packedOf = ([row]: readonly unknown[]): Packed => row as Packed;

/** A page at a time: a read that stays open would keep the log beside the file from being emptied. */
const pages = async function* <Row extends Readonly<{ position: string }>>(
  select: (last: number) => readonly Row[],
  after: string | undefined,
): AsyncGenerator<readonly Row[]> {
  for (let last = numberOfPosition(after); ; ) {
    const rows = select(last);
    if (rows.length > 0) yield rows;
    const end = rows.at(-1);
    if (end === undefined || rows.length < pageRows) return;
    last = Number(end.position);
    // A long history is not a reason for the process to be deaf.
    await nextTurn();
  }
};

const decodeNext = <Event extends StorableEvent>(
  row: EventRow,
  before: readonly Recorded<Event>[],
): Recorded<Event> => {
  try {
    const revision = before.length;
    if (row.revision !== revision) throw new DamagedEventError({ stream: row.stream, revision }, 'it is missing');
    return decodeRow(row);
  } catch (error) {
    throw error instanceof DamagedEventError ? error.behind(before) : error;
  }
};

const decodeOrReport = <Event extends StorableEvent>(
  row: EventRow,
  onDamaged: (error: DamagedEventError) => void,
): Recorded<Event> | null => {
  try {
    return decodeRow(row);
  } catch (error) {
    if (!(error instanceof DamagedEventError)) throw error;
    onDamaged(error);
    return null;
  }
};
