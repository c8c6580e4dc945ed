import { createMemoryEventStore } from '../../src/adapters/event-store/memory.ts';
import type { EventStore, Recorded, StorableEvent } from '../../src/ports/event-store.ts';
import { storeHistory } from './stored-history.ts';

/** A mutable copy of what a store holds, in the order of storing. */
export type Doctored = { -readonly [Key in keyof Recorded<StorableEvent>]: Recorded<StorableEvent>[Key] };

/** A store of these histories as the corridor would have written them. */
export const recordsOf = async (
  histories: Readonly<Record<string, Parameters<typeof storeHistory>[2]>>,
): Promise<Doctored[]> => {
  const store = createMemoryEventStore<StorableEvent>();
  for (const [stream, events] of Object.entries(histories)) await storeHistory(store, stream, events);
  const records: Doctored[] = [];
  for await (const recorded of store.readAll()) records.push(structuredClone(recorded));
  return records;
};

/** A store that hands out what it was given, as a store does whose disk somebody has written to. It takes nothing. */
export const doctoredStore = (
  records: readonly Recorded<StorableEvent>[],
  findings: readonly string[] = [],
): EventStore<StorableEvent> => ({
  // As a store with an index does: by revision, whatever the order of storing.
  read: async (stream) =>
    records.filter((one) => one.stream === stream).sort((a, b) => Number(a.revision) - Number(b.revision)),
  readAll: async function* () {
    yield* records;
  },
  readPages: async function* () {
    if (records.length > 0) yield records;
  },
  follow: async function* () {
    yield { observed: records, isLive: true };
  },
  head: async () => records.at(-1)?.position ?? null,
  verify: async () => findings,
  append: () => Promise.reject(new Error('a doctored store takes nothing')),
  close: async () => undefined,
});
