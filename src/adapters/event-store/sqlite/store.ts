import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  DamagedEventError,
  type EventStore,
  EventStoreUnavailableError,
  type Recorded,
} from '../../../ports/event-store.ts';
import { encodeEvent } from '../encoded-event.ts';
import { numberOfPosition } from '../position.ts';
import { type Append, createAppender } from './append.ts';
import { type Check, decodeRow, type EventRow } from './decode.ts';
import type { SqliteDatabase } from './driver.ts';
import { createGroupCommit } from './group-commit.ts';
import { translating } from './sqlite-trouble.ts';

/** A connection that is ready, and how its rows are read. */
type Opened<Event> = Readonly<{
  database: SqliteDatabase;
  path: string;
  check: Check<Event>;
  onDamaged: (error: DamagedEventError) => void;
}>;

const pageRows = 1_000;
const columns = 'position, stream, revision, id, event, metadata';

/** The port on an opened file. */
export const createStoreOn = <Event>({ database, path, check, onDamaged }: Opened<Event>): EventStore<Event> => {
  const selectStream = database.prepare(`SELECT ${columns} FROM events WHERE stream = ? ORDER BY revision`);
  const selectPage = database.prepare(`SELECT ${columns} FROM events WHERE position > ? ORDER BY position LIMIT ?`);
  const appender = createAppender(database);
  const commits = createGroupCommit<Append, bigint>((group) => translating(path, () => appender(group)));
  let isClosed = false;
  const answering = (): void => {
    if (isClosed) throw new EventStoreUnavailableError(`event store ${path} is closed`);
  };

  return {
    read: async (stream) => {
      answering();
      const rows = translating(path, () => selectStream.all(stream)) as EventRow[];
      return rows.map((row, at) => {
        if (row.revision !== at) throw new DamagedEventError({ stream, revision: at }, 'it is missing');
        return decodeRow(row, check);
      });
    },

    readAll: async function* ({ after } = {}) {
      const damaged = new Set<string>();
      let last = numberOfPosition(after);
      for (;;) {
        answering();
        // A page at a time: a read that stays open would keep the log beside the file from being emptied.
        const rows = translating(path, () => selectPage.all(last, pageRows)) as EventRow[];
        for (const row of rows) {
          const recorded = damaged.has(row.stream) ? null : decodeOrReport(row, check, onDamaged);
          if (recorded) yield recorded;
          else damaged.add(row.stream);
        }
        last = rows.at(-1)?.position ?? last;
        if (rows.length < pageRows) return;
        // A long history is not a reason for the process to be deaf.
        await nextTurn();
      }
    },

    append: async (stream, expected, events) => {
      answering();
      return commits.submit({ stream, expected, events: events.map(encodeEvent) });
    },

    close: async () => {
      if (isClosed) return;
      isClosed = true;
      commits.flush();
      translating(path, () => database.close());
    },
  };
};

const decodeOrReport = <Event>(
  row: EventRow,
  check: Check<Event>,
  onDamaged: (error: DamagedEventError) => void,
): Recorded<Event> | null => {
  try {
    return decodeRow(row, check);
  } catch (error) {
    if (!(error instanceof DamagedEventError)) throw error;
    onDamaged(error);
    return null;
  }
};
