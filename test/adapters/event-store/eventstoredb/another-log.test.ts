import { afterEach, describe, expect, it, vi } from 'vitest';
import { openEventStoreDb } from '../../../../src/adapters/event-store/eventstoredb/open.ts';
import { createMemoryEventStore } from '../../../../src/adapters/event-store/memory.ts';
import { catchUp, type Projecting } from '../../../../src/app/catch-up.ts';
import { createHistory } from '../../../../src/app/history.ts';
import { keepViewsCurrent } from '../../../../src/app/keep-views-current.ts';
import { type EventStore, type StorableEvent, UnknownPositionError } from '../../../../src/ports/event-store.ts';
import type { Views } from '../../../../src/ports/views.ts';
import { storeHistory } from '../../../app/stored-history.ts';
import { everything, pagesOf, word } from '../../../contracts/event-store.contract.ts';
import { creation } from '../../../machines/samples.ts';
import { freshFolder, viewsIn } from '../../views/in-folder.ts';
import { addressOf, openStore } from './on-server.ts';
import { startTestServer } from './test-server.ts';

const server = await startTestServer();

describe('a position of another log', () => {
  const stop = new AbortController();
  const moved = (position: string, by: bigint): string => {
    const at = BigInt(position.split('/')[0] ?? '') + by;
    return `${at}/${at}`;
  };

  it('is told from a server in trouble, and at once', async () => {
    const store = openStore(addressOf(server.uri), { budgetMs: 60_000 });
    await store.append('a', 'no-stream', [word('1'), word('2')]);
    for (const by of [-1n, 1n]) {
      const after = moved((await store.head()) ?? '', by);
      await expect(everything(store, { after })).rejects.toThrow(UnknownPositionError);
      await expect(pagesOf(store, { after })).rejects.toThrow(UnknownPositionError);
      const following = store.follow({ after, signal: stop.signal })[Symbol.asyncIterator]();
      await expect(following.next()).rejects.toThrow(UnknownPositionError);
    }
  });

  it('is an end where the log has not come so far', async () => {
    const store = openStore(addressOf(server.uri));
    await store.append('a', 'no-stream', [word('1')]);
    const after = moved((await store.head()) ?? '', 1_000_000_000n);
    expect(await everything(store, { after })).toEqual([]);
  });
});

describe('views that were made of another store', () => {
  let views: Views;
  afterEach(() => views.close());
  let anotherLog = 0;
  const projectingOn = (store: EventStore<StorableEvent>): Projecting => ({
    store: createHistory(store),
    views,
    onDamaged: () => undefined,
    onUnknown: () => undefined,
    onAnotherLog: () => {
      anotherLog += 1;
    },
  });
  const openForHistories = () =>
    openEventStoreDb<StorableEvent>({ uri: addressOf(server.uri), onDamaged: () => undefined });

  /** The views of two certificates that were kept elsewhere, and a server that has one. */
  const moveToServer = async (): Promise<EventStore<StorableEvent>> => {
    anotherLog = 0;
    views = await viewsIn(freshFolder());
    const elsewhere = createMemoryEventStore<StorableEvent>();
    for (const at of [1, 2]) await storeHistory(elsewhere, `certificate-elsewhere-${at}`, creation(at));
    const { signal } = new AbortController();
    expect(await catchUp(projectingOn(elsewhere), { build: 'live', signal })).toMatchObject({ events: 10 });
    const store = openForHistories();
    await storeHistory(store, 'certificate-here', creation(3));
    return store;
  };

  it('are made anew when they are asked', async () => {
    const store = await moveToServer();
    const { signal } = new AbortController();
    expect(await catchUp(projectingOn(store), { build: 'live', signal })).toMatchObject({ events: 5 });
    expect(anotherLog).toBe(1);
    await store.close();
  });

  it('are made anew when an agent follows', async () => {
    const store = await moveToServer();
    const stopping = new AbortController();
    const warnings: string[] = [];
    const { stopped } = keepViewsCurrent({
      open: async () => projectingOn(store),
      onFailure: async () => undefined,
      log: {
        debug: () => undefined,
        info: () => undefined,
        warn: (line) => void warnings.push(line),
        error: () => undefined,
      },
      signal: stopping.signal,
      backoffMs: 1,
    });
    await vi.waitFor(async () => expect(await views.standing('live')).toMatchObject({ events: 5 }), 10_000);
    stopping.abort();
    await stopped;
    expect(anotherLog).toBe(1);
    expect(warnings).toEqual([]);
    await store.close();
  });
});
