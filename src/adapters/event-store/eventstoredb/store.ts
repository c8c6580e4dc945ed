import { setMaxListeners } from 'node:events';
import {
  type EventStore,
  EventStoreUnavailableError,
  type From,
  type StorableEvent,
} from '../../../ports/event-store.ts';
import { createAppend } from './append.ts';
import type { Connection } from './connection.ts';
import { createFollow } from './follow.ts';
import { createHead } from './head.ts';
import type { Names } from './names.ts';
import type { Outage } from './outage.ts';
import { createReadPages } from './read-all.ts';
import { createReadStream } from './read-stream.ts';
import type { OnDamaged } from './sieve.ts';
import type { Watch } from './watched-subscription.ts';

type Parts = Readonly<{
  connection: Connection;
  names: Names;
  onDamaged: OnDamaged;
  outage: Outage;
  watch: Watch;
  /** What an append under way may still take when the store is closed. */
  closeLimitMs: number;
}>;

/** The port on a server. */
export const createStoreOn = <Event extends StorableEvent>({ closeLimitMs, ...parts }: Parts): EventStore<Event> => {
  const { connection } = parts;
  const closing = new AbortController();
  // Every call under way listens: many are no leak.
  setMaxListeners(0, closing.signal);
  const way = { ...parts, signal: closing.signal };
  const readPages = createReadPages<Event>(way);
  const append = createAppend<Event>(way);
  const appends = new Set<Promise<unknown>>();
  let isClosed = false;
  const answering = (): void => {
    if (isClosed) throw new EventStoreUnavailableError(`${connection.name} is closed`);
  };

  return {
    read: createReadStream<Event>(way),
    readPages,
    readAll: async function* (from?: From) {
      for await (const page of readPages(from)) yield* page;
    },
    follow: createFollow<Event>({ ...parts, closing: closing.signal }),
    head: createHead(way),
    // Its files are the server's own affair, and no client can look below its events.
    verify: async () => [],

    append: async (...given) => {
      answering();
      const appended = append(...given);
      appends.add(appended);
      try {
        return await appended;
      } finally {
        appends.delete(appended);
      }
    },

    close: async () => {
      if (isClosed) return;
      isClosed = true;
      await settledWithin(appends, closeLimitMs);
      closing.abort(new EventStoreUnavailableError(`${connection.name} is closed`));
      await connection.close();
    },
  };
};

const settledWithin = async (work: Iterable<Promise<unknown>>, limitMs: number): Promise<void> => {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, limitMs);
  });
  await Promise.race([Promise.allSettled(work), limit]);
  clearTimeout(timer);
};
