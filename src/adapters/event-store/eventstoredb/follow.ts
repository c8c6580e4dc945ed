import { EventStoreUnavailableError, type From, type Page, type StorableEvent } from '../../../ports/event-store.ts';
import { pause } from '../../pause.ts';
import type { Connection } from './connection.ts';
import type { Names } from './names.ts';
import type { Outage } from './outage.ts';
import { isBehind, parsePosition } from './position.ts';
import { createSieve, type OnDamaged } from './sieve.ts';
import { type Asked, troubleOf } from './trouble.ts';
import { type Watch, watchedSubscription } from './watched-subscription.ts';

type Way = Readonly<{
  connection: Connection;
  names: Names;
  onDamaged: OnDamaged;
  outage: Outage;
  watch: Watch;
  /** Aborted when the store is closed, with the error that says so. */
  closing: AbortSignal;
}>;

const firstPauseMs = 200;
const pauseMsMax = 10_000;

/** Our events for ever, once each and in order: whatever ends a subscription, another one begins where it ended. */
export const createFollow = <Event extends StorableEvent>({ onDamaged, outage, watch, closing, ...way }: Way) =>
  async function* ({ after, signal }: From & Readonly<{ signal: AbortSignal }>): AsyncGenerator<Page<Event>> {
    const sieve = createSieve<Event>(way.names, onDamaged);
    const ending = either(signal, closing);
    let last = after === undefined ? null : parsePosition(after);
    let failures = 0;
    try {
      while (!ending.signal.aborted) {
        try {
          const from = last;
          for await (const { events, isLive } of watchedSubscription({ ...way, from, signal: ending.signal }, watch)) {
            failures = 0;
            outage.over();
            // Should a server begin at the position instead of behind it, nothing comes twice.
            const fresh = events.filter(({ position }) => last === null || isBehind(position, last));
            last = fresh.at(-1)?.position ?? last;
            const observed = sieve(fresh);
            if (observed.length > 0 || isLive) yield { observed, isLive };
          }
        } catch (error) {
          if (ending.signal.aborted) break;
          failures += 1;
          outage.failed(passing(error, way.connection));
          await pause(pauseAfter(failures), ending.signal);
        }
      }
    } finally {
      ending.leave();
    }
    if (!signal.aborted) closing.throwIfAborted();
  };

/** @throws what waiting does not help against. */
const passing = (error: unknown, store: Asked): EventStoreUnavailableError => {
  const trouble = troubleOf(error, store);
  if (trouble instanceof EventStoreUnavailableError) return trouble;
  throw trouble;
};

const pauseAfter = (failures: number): number =>
  Math.min(pauseMsMax, firstPauseMs * 2 ** (failures - 1)) * (0.75 + Math.random() / 4);

/** Not AbortSignal.any: on Node 20 it leaks into a signal that lives as long as the process. */
const either = (one: AbortSignal, other: AbortSignal) => {
  const controller = new AbortController();
  const abort = (): void => controller.abort(new Error('asked to end'));
  const signals = [one, other];
  for (const signal of signals) {
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
  }
  const leave = (): void => {
    for (const signal of signals) signal.removeEventListener('abort', abort);
  };
  return { signal: controller.signal, leave };
};
