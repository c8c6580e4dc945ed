import {
  type EventStore,
  EventStoreUnavailableError,
  type From,
  type Recorded,
  RevisionConflictError,
  type StorableEvent,
} from '../../ports/event-store.ts';
import { verdictOn } from './append-verdict.ts';
import { decodeEvent, encodeEvent } from './encoded-event.ts';
import { followByReading, inPages } from './in-pages.ts';
import { numberOfPosition } from './position.ts';

/** A store that lives as long as the process: for tests, simulation, and a look around. What it hands out is frozen. */
export const createMemoryEventStore = <Event extends StorableEvent>(): EventStore<Event> => {
  const all: Recorded<Event>[] = [];
  const streams = new Map<string, Recorded<Event>[]>();
  const listeners = new Set<() => void>();
  let isClosed = false;
  const answering = (): void => {
    if (isClosed) throw new EventStoreUnavailableError('the event store is closed');
  };

  const readAll = async function* ({ after }: From = {}): AsyncGenerator<Recorded<Event>> {
    for (let at = numberOfPosition(after); ; at += 1) {
      answering();
      const recorded = all[at];
      if (!recorded) return;
      yield recorded;
    }
  };
  const readPages = (from?: From) => inPages<Event, Recorded<Event>>(readAll(from));

  return {
    read: async (stream) => {
      answering();
      return [...(streams.get(stream) ?? [])];
    },
    readAll,
    readPages,

    follow: ({ after, signal }) => {
      const wait = (last: string | undefined) =>
        new Promise<void>((resolve) => {
          if (all.length > numberOfPosition(last)) return resolve();
          const wake = (): void => {
            listeners.delete(wake);
            signal.removeEventListener('abort', wake);
            resolve();
          };
          listeners.add(wake);
          signal.addEventListener('abort', wake);
        });
      return followByReading<Event>({ after, signal, readPages, wait });
    },

    head: async () => {
      answering();
      return all.at(-1)?.position ?? null;
    },

    verify: async () => [],

    append: async (stream, expected, events) => {
      answering();
      const history = streams.get(stream) ?? [];
      const verdict = verdictOn({
        expected,
        head: BigInt(history.length - 1),
        ids: events.map(({ id }) => id),
        idsFrom: (revision, count) => history.slice(Number(revision), Number(revision) + count).map(({ id }) => id),
      });
      if (verdict.kind === 'conflict') throw new RevisionConflictError(stream, expected);
      if (verdict.kind === 'repeated') return verdict.last;

      const added = events.map(encodeEvent).map((encoded, index) =>
        deeplyFrozen<Recorded<Event>>({
          ...decodeEvent<Event>(encoded),
          stream,
          revision: verdict.first + BigInt(index),
          position: String(all.length + index + 1),
        }),
      );
      all.push(...added);
      streams.set(stream, [...history, ...added]);
      for (const wake of [...listeners]) wake();
      return verdict.last;
    },

    close: async () => {
      isClosed = true;
      for (const wake of [...listeners]) wake();
    },
  };
};

const deeplyFrozen = <Value>(value: Value): Value => {
  if (typeof value === 'object' && value !== null) {
    for (const part of Object.values(value)) deeplyFrozen(part);
    Object.freeze(value);
  }
  return value;
};
