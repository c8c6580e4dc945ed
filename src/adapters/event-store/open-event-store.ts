import { AgentError } from '../../ports/agent-error.ts';
import type { EventStore, StorableEvent } from '../../ports/event-store.ts';
import { createMemoryEventStore } from './memory.ts';
import { openSqliteEventStore, type SqliteEventStoreOptions } from './sqlite/open.ts';

/** The setting that chooses the store makes no sense. */
export class EventStoreUriError extends AgentError {
  readonly code = 'event-store-uri';
  readonly retryable = false;
}

/** How a store may be named. */
const eventStoreForms = 'memory: (forgotten at exit) or sqlite:PATH';

/**
 * Opens the store that the setting names: `memory:` or `sqlite:PATH`.
 *
 * @throws EventStoreUriError when it names none.
 * @throws CorruptEventStoreError, EventStoreUnavailableError as `openSqliteEventStore` does.
 */
export const openEventStore = async <Event extends StorableEvent>(
  uri: string,
  options: Omit<SqliteEventStoreOptions, 'path' | 'driver'>,
): Promise<EventStore<Event>> => {
  const [, scheme, rest] = /^([a-z][a-z+]*):(.*)$/s.exec(uri) ?? [];
  if (scheme === 'memory' && rest === '') return createMemoryEventStore<Event>();
  if (scheme === 'sqlite' && rest) return openSqliteEventStore<Event>({ ...options, path: rest });

  // What stands behind the scheme is not repeated: it may be a password.
  const given = scheme ? `a store of the kind "${scheme}:"` : 'a store without a kind';
  const because = scheme === 'sqlite' ? 'without a path' : 'which this version does not know';
  throw new EventStoreUriError(`${given}, ${because}: write ${eventStoreForms}`);
};
