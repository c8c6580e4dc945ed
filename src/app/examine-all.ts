import { setImmediate as nextTurn } from 'node:timers/promises';
import type { EventStore, StorableEvent } from '../ports/event-store.ts';
import { type Examined, examineStream } from './examine-stream.ts';

/** A store behind a network is asked for the next streams while one is examined. */
const aheadMax = 16;
const turnStreams = 64;

/**
 * Examines one stream after the other, in the order of the names. No more than a few are in memory at a time.
 *
 * @throws EventStoreUnavailableError, CorruptEventStoreError
 */
export const examineAll = async function* (
  store: Pick<EventStore<StorableEvent>, 'read'>,
  names: Iterable<string>,
): AsyncGenerator<Examined> {
  const waiting: Promise<Examined>[] = [];
  let begun = 0;
  for (const name of names) {
    begun += 1;
    // A store on this machine answers at once: without a turn for others, nobody would take away what was read.
    if (begun % turnStreams === 0) await nextTurn();
    const examined = examineStream(store, name);
    // Its failure is met when its turn comes, or when nobody waits for it any more.
    examined.catch(() => undefined);
    waiting.push(examined);
    if (waiting.length >= aheadMax) yield (await waiting.shift()) as Examined;
  }
  for (const examined of waiting) yield examined;
};
