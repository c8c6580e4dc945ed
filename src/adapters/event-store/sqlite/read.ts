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
import { decodeRow, type EventRow, eventColumns } from './decode.ts';
import { arraysOf, type SqliteDatabase } from './driver.ts';
import { type GlanceRow, glanceAt, glanceColumns } from './glance.ts';

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
  const inOrder = 'WHERE position > ? ORDER BY position LIMIT ?';
  const selectStream = database.prepare(`SELECT ${eventColumns} FROM events WHERE stream = ? ORDER BY revision`);
  const selectRows = database.prepare(`SELECT ${eventColumns} FROM events ${inOrder}`);
  const selectGlances = arraysOf(database.prepare(`SELECT ${glanceColumns} FROM events ${inOrder}`));
  const selectHead = database.prepare('SELECT max(position) AS head FROM events');

  return {
    read: async (stream) => {
      const rows = asked(() => selectStream.all(stream)) as EventRow[];
      return rows.map((row, at) => {
        if (row.revision !== at) throw new DamagedEventError({ stream, revision: at }, 'it is missing');
        return decodeRow(row);
      });
    },

    readAll: async function* ({ after }: From = {}): AsyncGenerator<Recorded<Event>> {
      const damaged = new Set<string>();
      const select = (last: number) => asked(() => selectRows.all(last, pageRows)) as EventRow[];
      for await (const rows of pages(select, ({ position }) => position, after)) {
        for (const row of rows) {
          const recorded = damaged.has(row.stream) ? null : decodeOrReport<Event>(row, onDamaged);
          if (recorded) yield recorded;
          else damaged.add(row.stream);
        }
      }
    },

    readPages: async function* ({ after }: From = {}): AsyncGenerator<readonly Observed<Event>[]> {
      const select = (last: number) => asked(() => selectGlances(last, pageRows)) as GlanceRow[];
      for await (const rows of pages(select, ([position]) => position, after)) yield rows.map(glanceAt<Event>);
    },

    head: async () => {
      const [row] = asked(() => selectHead.all()) as { head: number | null }[];
      return typeof row?.head === 'number' ? String(row.head) : null;
    },
  };
};

/** A page at a time: a read that stays open would keep the log beside the file from being emptied. */
const pages = async function* <Row>(
  select: (last: number) => readonly Row[],
  positionOf: (row: Row) => number,
  after: string | undefined,
): AsyncGenerator<readonly Row[]> {
  for (let last = numberOfPosition(after); ; ) {
    const rows = select(last);
    if (rows.length > 0) yield rows;
    const end = rows.at(-1);
    if (end === undefined || rows.length < pageRows) return;
    last = positionOf(end);
    // A long history is not a reason for the process to be deaf.
    await nextTurn();
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
