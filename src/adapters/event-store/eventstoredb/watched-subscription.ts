import type { AllStreamRecordedEvent } from '@eventstore/db-client';
import { EventStoreUnavailableError } from '../../../ports/event-store.ts';
import { isBehind, type LogPosition } from './position.ts';
import { type LogReading, readLog } from './read-log.ts';
import { type Subscribing, subscribe } from './subscription.ts';

/** When a subscription that says nothing is mistrusted. */
export type Watch = Readonly<{
  /** Before it has caught up: servers before 23.10 never say that they have. */
  firstLookMs: number;
  /** Afterwards, and before it is given up. */
  idleMs: number;
  /** For one look at the log. */
  lookLimitMs: number;
}>;

/** Events of one subscription; `isLive` when they were all that there was. */
export type Batch = Readonly<{ events: readonly AllStreamRecordedEvent[]; isLive: boolean }>;

/**
 * One subscription, until it fails. When it is silent for long, the log is read from where it is: a subscription that
 * keeps an event of ours back is as good as a failed one, and one that does not is up to date.
 */
export const watchedSubscription = async function* (
  subscribing: Subscribing,
  { firstLookMs, idleMs, lookLimitMs }: Watch,
): AsyncGenerator<Batch> {
  const { connection, names, from, signal } = subscribing;
  const subscription = subscribe(subscribing);
  const isOurs = ({ streamId }: AllStreamRecordedEvent): boolean => names.ours(streamId) !== null;
  let looked = from;
  let lastSeen = from;
  let isTold = false;
  let isSuspect = false;
  try {
    for (;;) {
      const news = await subscription.next(isTold || isSuspect ? idleMs : firstLookMs);
      if (news.kind !== 'silence') {
        isSuspect = false;
        isTold ||= news.isLive;
        yield news;
        continue;
      }
      const begin = farther(news.seen, looked);
      const isMoving = farther(news.seen, lastSeen) !== lastSeen;
      lastSeen = news.seen;
      if (isMoving) {
        // It passes over the events of others, which can take long.
        isSuspect = false;
        continue;
      }
      const { found, end } = await look(isOurs, begin, { connection, signal, budgetMs: lookLimitMs });
      looked = end;
      if (found && isSuspect)
        throw new EventStoreUnavailableError(`${connection.name} keeps events from a subscription`);
      // It may have been stored a moment ago, and be on its way.
      isSuspect = found;
      if (found || isTold) continue;
      isTold = true;
      yield { events: [], isLive: true };
    }
  } finally {
    subscription.end();
  }
};

const farther = (one: LogPosition | null, other: LogPosition | null): LogPosition | null =>
  one !== null && (other === null || isBehind(one, other)) ? one : other;

/** @returns whether there is one, and where the look ended: at the end of the log, or in front of the one. */
const look = async (
  isWanted: (event: AllStreamRecordedEvent) => boolean,
  begin: LogPosition | null,
  reading: LogReading,
): Promise<Readonly<{ found: boolean; end: LogPosition | null }>> => {
  let end = begin;
  for await (const events of readLog('forwards', begin, reading)) {
    for (const event of events) {
      if (isWanted(event)) return { found: true, end };
      end = event.position;
    }
  }
  return { found: false, end };
};
