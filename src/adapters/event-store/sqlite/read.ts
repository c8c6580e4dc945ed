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
import { createLogPages } from './log-pages.ts';
import { pageRows } from './log-query.ts';
import type { ReadAhead } from './read-ahead.ts';

type Reading = Readonly<{
  database: SqliteDatabase;
  onDamaged: (error: DamagedEventError) => void;
  /** Runs a query, or throws when the store is closed or in trouble. */
  asked: <Result>(query: () => Result) => Result;
  /** Helps to read a long log for views. */
  readAhead?: ReadAhead;
}>;

/** The reading half of the port. */
export const createReader = <Event extends StorableEvent>({
  database,
  onDamaged,
  asked,
  readAhead,
}: Reading): Pick<EventStore<Event>, 'read' | 'readAll' | 'readPages' | 'head'> => {
  const stream = createCellReader(database, {
    columns: eventColumns,
    long: 'data',
    rows: `SELECT ${eventColumns.join(', ')}, data FROM events WHERE stream = ? AND revision >= ? ORDER BY revision LIMIT ?`,
  });
  const log = createLogPages({ database, columns: eventColumns, asked });
  const glances = createLogPages({ database, columns: glanceColumns, asked, ...(readAhead ? { readAhead } : {}) });
  const glancesOf = createGlances<Event>();
  const selectHead = database.prepare('SELECT max(position) AS head FROM events');

  return {
    read: async (name) => {
      const history: Recorded<Event>[] = [];
      for (let first = 0; ; first += pageRows) {
        const rows = rowsOf(asked(() => stream.read(name, first, pageRows)));
        for (const row of rows) history.push(decodeNext(row, history));
        if (rows.length < pageRows) return history;
      }
    },

    readAll: async function* ({ after }: From = {}): AsyncGenerator<Recorded<Event>> {
      const damaged = new Set<string>();
      for await (const page of log(numberOfPosition(after))) {
        for (const row of rowsOf(page)) {
          const recorded = damaged.has(row.stream) ? null : decodeOrReport<Event>(row, onDamaged);
          if (recorded) yield recorded;
          else damaged.add(row.stream);
        }
      }
    },

    readPages: async function* ({ after }: From = {}): AsyncGenerator<readonly Observed<Event>[]> {
      for await (const page of glances(numberOfPosition(after))) {
        const observed = glancesOf(page);
        if (observed.length > 0) yield observed;
      }
    },

    head: async () => {
      const [row] = asked(() => selectHead.all()) as { head: number | null }[];
      return typeof row?.head === 'number' ? String(row.head) : null;
    },
  };
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
