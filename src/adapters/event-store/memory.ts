import {
  type EventStore,
  EventStoreUnavailableError,
  type Recorded,
  RevisionConflictError,
} from '../../ports/event-store.ts';
import { verdictOn } from './append-verdict.ts';
import { encodeEvent } from './encoded-event.ts';
import { numberOfPosition } from './position.ts';

/** A store that lives as long as the process: for tests, simulation, and a look around. What it hands out is frozen. */
export const createMemoryEventStore = <Event>(): EventStore<Event> => {
  const all: Recorded<Event>[] = [];
  const streams = new Map<string, Recorded<Event>[]>();
  let isClosed = false;
  const answering = (): void => {
    if (isClosed) throw new EventStoreUnavailableError('the event store is closed');
  };

  return {
    read: async (stream) => {
      answering();
      return [...(streams.get(stream) ?? [])];
    },

    readAll: async function* ({ after } = {}) {
      for (let at = numberOfPosition(after); ; at += 1) {
        answering();
        const recorded = all[at];
        if (!recorded) return;
        yield recorded;
      }
    },

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

      const added = events.map(encodeEvent).map(({ id, event, metadata }, index) =>
        deeplyFrozen<Recorded<Event>>({
          id,
          event: JSON.parse(event),
          metadata: JSON.parse(metadata),
          stream,
          revision: verdict.first + BigInt(index),
          position: String(all.length + index + 1),
        }),
      );
      all.push(...added);
      streams.set(stream, [...history, ...added]);
      return verdict.last;
    },

    close: async () => {
      isClosed = true;
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
