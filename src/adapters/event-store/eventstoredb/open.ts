import type { DamagedEventError, EventStore, StorableEvent } from '../../../ports/event-store.ts';
import type { Log } from '../../../ports/log.ts';
import { type Login, parseAddress } from './address.ts';
import { createConnection } from './connection.ts';
import { createNames } from './names.ts';
import { createOutage } from './outage.ts';
import { createStoreOn } from './store.ts';
import type { Watch } from './watched-subscription.ts';

export type EventStoreDbOptions = Readonly<{
  /** `esdb://HOST:PORT?…` or `esdb+discover://…`, as `parseAddress` understands it. */
  uri: string;
  /** When it does not stand in the address. */
  login?: Login | null;
  /**
   * Which streams are this program's: categories with their dash, and whole names. The server may be shared; the streams
   * of others are never handed out. Default: all but the server's own.
   */
  streams?: readonly string[];
  /** Hears of each event that a reading of everything cannot make sense of, once in each pass. */
  onDamaged: (error: DamagedEventError) => void;
  /** For one call, all attempts and pauses together. Default 30,000. */
  budgetMs?: number;
  /** For one attempt. Default 10,000. */
  attemptTimeoutMs?: number;
  watch?: Partial<Omit<Watch, 'lookLimitMs'>>;
  log?: Pick<Log, 'warn' | 'info'>;
}>;

/**
 * A store on a server of EventStoreDB (KurrentDB), 23.10 or newer. Nothing is asked of the server yet: a call that finds it
 * down waits for it as long as its budget lasts, and says so in the log.
 *
 * @throws EventStoreUriError
 */
export const openEventStoreDb = <Event extends StorableEvent>({
  uri,
  login = null,
  streams,
  onDamaged,
  budgetMs = 30_000,
  attemptTimeoutMs = 10_000,
  watch,
  log,
}: EventStoreDbOptions): EventStore<Event> => {
  const address = parseAddress(uri, login);
  const outage = createOutage(log);
  return createStoreOn<Event>({
    connection: createConnection(address, { budgetMs, attemptTimeoutMs }, outage),
    names: createNames(address.streamPrefix, streams ?? null),
    onDamaged,
    outage,
    watch: { firstLookMs: 1_000, idleMs: 15_000, lookLimitMs: attemptTimeoutMs, ...watch },
    closeLimitMs: attemptTimeoutMs,
  });
};
