import type { EventStore, StorableEvent } from '../../ports/event-store.ts';
import { EventStoreUriError } from './event-store-uri-error.ts';
import type { EventStoreDbOptions } from './eventstoredb/open.ts';
import { createMemoryEventStore } from './memory.ts';
import { openSqliteEventStore, type SqliteEventStoreOptions } from './sqlite/open.ts';

/** How a store may be named. */
const eventStoreForms =
  'memory: (forgotten at exit), sqlite:PATH, or esdb://HOST:PORT (esdb+discover:// for a cluster)';

type EventStoreOptions = Omit<SqliteEventStoreOptions, 'path' | 'driver'> & Omit<EventStoreDbOptions, 'uri'>;

/**
 * Opens the store that the setting names. The rest of the program does not know which one it is.
 *
 * @throws EventStoreUriError when it names none.
 * @throws CorruptEventStoreError, EventStoreUnavailableError as `openSqliteEventStore` does.
 */
export const openEventStore = async <Event extends StorableEvent>(
  uri: string,
  options: EventStoreOptions,
): Promise<EventStore<Event>> => {
  const [, scheme, rest] = /^([a-z][a-z+]*):(.*)$/s.exec(uri) ?? [];
  if (scheme === 'memory' && rest === '') return createMemoryEventStore<Event>();
  if (scheme === 'sqlite' && rest) return openSqliteEventStore<Event>({ ...options, path: rest });
  if (scheme === 'esdb' || scheme === 'esdb+discover') {
    // It takes longer to load than everything else together, and few need it.
    const { openEventStoreDb } = await import('./eventstoredb/open.ts');
    return openEventStoreDb<Event>({ ...options, uri });
  }

  // What stands behind the scheme is not repeated: it may be a password.
  const given = scheme ? `a store of the kind "${scheme}:"` : 'a store without a kind';
  const because = scheme === 'sqlite' ? 'without a path' : 'which this version does not know';
  throw new EventStoreUriError(`${given}, ${because}: write ${eventStoreForms}`);
};
