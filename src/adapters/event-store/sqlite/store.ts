import {
  type DamagedEventError,
  type EventStore,
  EventStoreUnavailableError,
  type StorableEvent,
} from '../../../ports/event-store.ts';
import { pause } from '../../pause.ts';
import { followByReading } from '../in-pages.ts';
import { type Append, createAppender } from './append.ts';
import { valuesOf } from './decode.ts';
import type { SqliteDatabase } from './driver.ts';
import { glanceColumns } from './glance.ts';
import { createGroupCommit } from './group-commit.ts';
import { createReader } from './read.ts';
import { createReadAhead } from './read-ahead.ts';
import { translating } from './sqlite-trouble.ts';
import { findDamage } from './verify.ts';

/** A connection that is ready. */
type Opened = Readonly<{
  database: SqliteDatabase;
  path: string;
  onDamaged: (error: DamagedEventError) => void;
  readAhead?: ReadAheadOptions;
}>;

/** How a long log is read in a thread of its own. */
export type ReadAheadOptions = Readonly<{
  /** The compiled `read-ahead-thread.ts`. */
  script: URL;
  /** Hears why there is no thread, or no more; the log is read without it. */
  onTrouble: (error: Error) => void;
}>;

/** How often a follower looks for what other processes have stored. */
const lookIntervalMs = 250;

/** The port on an opened file. */
export const createStoreOn = <Event extends StorableEvent>({
  database,
  path,
  onDamaged,
  readAhead,
}: Opened): EventStore<Event> => {
  let isClosed = false;
  const asked = <Result>(work: () => Result): Result => {
    if (isClosed) throw new EventStoreUnavailableError(`event store ${path} is closed`);
    return translating(path, work);
  };
  const ahead = readAhead && createReadAhead({ ...readAhead, path, columns: glanceColumns });
  const reader = createReader<Event>({ database, onDamaged, asked, ...(ahead ? { readAhead: ahead } : {}) });
  const appender = createAppender(database);
  const commits = createGroupCommit<Append, bigint>((group) => translating(path, () => appender(group)));

  return {
    ...reader,

    follow: ({ after, signal }) =>
      followByReading<Event>({
        after,
        signal,
        readPages: reader.readPages,
        wait: () => pause(lookIntervalMs, signal),
      }),

    verify: async () => asked(() => findDamage(database, path)),

    append: async (stream, expected, events) => {
      asked(() => undefined);
      return commits.submit({ stream, expected, events: events.map(valuesOf) });
    },

    close: async () => {
      if (isClosed) return;
      isClosed = true;
      commits.flush();
      translating(path, () => database.close());
    },
  };
};
