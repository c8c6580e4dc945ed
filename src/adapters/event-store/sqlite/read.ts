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
import { createCellReader } from './cell-reader.ts';
import { decodeRow, type EventRow, eventColumns, rowsOf } from './decode.ts';
import type { SqliteDatabase } from './driver.ts';
import { createGlances, glanceColumns } from './glance.ts';

type Reading = Readonly<{
  database: SqliteDatabase;
  onDamaged: (error: DamagedEventError) => void;
  /** Runs a query, or throws when the store is closed or in trouble. */
  asked: <Result>(query: () => Result) => Result;
}>;

/** Few enough that a page stays in the processor’s cache on its way through. */
const pageRows = 250;

/** The reading half of the port. */
export const createReader = <Event extends StorableEvent>({
  database,
  onDamaged,
  asked,
}: Reading): Pick<EventStore<Event>, 'read' | 'readAll' | 'readPages' | 'head'> => {
  const select = (columns: readonly string[], which: string) =>
    createCellReader(database, {
      columns,
      long: 'data',
      rows: `SELECT ${columns.join(', ')}, data FROM events ${which}`,
    });
  const behind = 'WHERE position > ? ORDER BY position LIMIT ?';
  const stream = select(eventColumns, 'WHERE stream = ? AND revision >= ? ORDER BY revision LIMIT ?');
  const log = select(eventColumns, behind);
  const columns = select(glanceColumns, behind);
  const glancesOf = createGlances<Event>();
  const selectHead = database.prepare('SELECT max(position) AS head FROM events');

  return {
    read: async (name) => {
      const history: Recorded<Event>[] = [];
      for (let first = 0; ; first += pageRows) {
        const rows = rowsOf(asked(() => stream(name, first, pageRows)));
        for (const row of rows) history.push(decodeNext(row, history));
        if (rows.length < pageRows) return history;
      }
    },

    readAll: async function* ({ after }: From = {}): AsyncGenerator<Recorded<Event>> {
      const damaged = new Set<string>();
      for await (const rows of pages((last) => rowsOf(asked(() => log(last, pageRows))), after)) {
        for (const row of rows) {
          const recorded = damaged.has(row.stream) ? null : decodeOrReport<Event>(row, onDamaged);
          if (recorded) yield recorded;
          else damaged.add(row.stream);
        }
      }
    },

    readPages: ({ after }: From = {}): AsyncGenerator<readonly Observed<Event>[]> =>
      pages((last) => glancesOf(asked(() => columns(last, pageRows))), after),

    head: async () => {
      const [row] = asked(() => selectHead.all()) as { head: number | null }[];
      return typeof row?.head === 'number' ? String(row.head) : null;
    },
  };
};

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
