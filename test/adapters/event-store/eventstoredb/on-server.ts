import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll } from 'vitest';
import { type EventStoreDbOptions, openEventStoreDb } from '../../../../src/adapters/event-store/eventstoredb/open.ts';
import type { DamagedEventError, EventStore } from '../../../../src/ports/event-store.ts';
import type { Word } from '../../../contracts/event-store.contract.ts';

const stores = new Set<EventStore<Word>>();
afterAll(() => Promise.all([...stores].map((store) => store.close())));

/** A prefix that nobody else uses: a store with it is new and empty, whatever else the server has. */
export const freshPrefix = (): string => `test.${randomUUID()}.`;

/** Names no stream but those with the prefix. */
export const addressOf = (uri: string, prefix = freshPrefix()): string =>
  `${uri}${uri.includes('?') ? '&' : '?'}streamPrefix=${prefix}`;

/** A store that does not expect damage. */
export const openStore = (uri: string, options: Partial<EventStoreDbOptions> = {}): EventStore<Word> => {
  const onDamaged = (error: DamagedEventError): void => {
    throw error;
  };
  const store = openEventStoreDb<Word>({ uri, onDamaged, ...options });
  stores.add(store);
  return store;
};

/** With little patience, so that a test does not take long. */
export const hasty = { budgetMs: 5_000, attemptTimeoutMs: 300 } as const;

export const until = async (what: string, isSo: () => boolean): Promise<void> => {
  const limit = Date.now() + 15_000;
  while (!isSo()) {
    if (Date.now() > limit) throw new Error(`it takes too long until ${what}`);
    await wait(10);
  }
};
