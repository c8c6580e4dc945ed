import { DamagedEventError, type EventStore, type StorableEvent } from '../ports/event-store.ts';

/** Every stream of a log by name, sorted, and how many events each has there. Small enough for a million streams. */
export type LogIndex = Readonly<{ names: readonly string[]; counts: ReadonlyMap<string, number> }>;

/** Hears of what is wrong, and of how far it is. */
type Listener = Readonly<{
  /** Streams that the store has left out from some event on, or altogether, since it cannot read that one. */
  damaged: ReadonlySet<string>;
  onFault: (fault: DamagedEventError) => void;
  onProgress: (events: number) => void;
}>;

/**
 * Goes through the log in the order of storing and notes the names. The events of each stream must come in the order of
 * their revisions, from 0 on.
 *
 * @throws EventStoreUnavailableError, CorruptEventStoreError
 */
export const indexLog = async (
  store: Pick<EventStore<StorableEvent>, 'readPages'>,
  { damaged, onFault, onProgress }: Listener,
): Promise<LogIndex> => {
  const counts = new Map<string, number>();
  const misplaced = new Set<string>();
  let events = 0;
  for await (const page of store.readPages()) {
    for (const { stream, revision } of page) {
      const count = counts.get(stream);
      if (revision !== BigInt(count ?? 0) && !misplaced.has(stream)) {
        misplaced.add(stream);
        onFault(outOfOrder(stream, { revision, count: count ?? 0 }));
      }
      counts.set(count === undefined ? copied(stream) : stream, (count ?? 0) + 1);
    }
    events += page.length;
    onProgress(events);
  }
  return { names: [...new Set([...counts.keys(), ...damaged])].sort(), counts };
};

const outOfOrder = (stream: string, { revision, count }: Readonly<{ revision: bigint; count: number }>) =>
  new DamagedEventError({ stream, revision: count }, `in the order of storing, event ${revision} stands in its place`);

/** A name is cut out of the text of its row, and would keep all of that in memory. */
const copied = (name: string): string => Buffer.from(name, 'utf8').toString('utf8');
