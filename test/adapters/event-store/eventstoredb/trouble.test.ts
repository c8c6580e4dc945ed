import { createServer, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { collected } from '../../../../src/adapters/event-store/eventstoredb/collect.ts';
import { EventStoreRefusedError } from '../../../../src/adapters/event-store/eventstoredb/refused-error.ts';
import { SteadyClient } from '../../../../src/adapters/event-store/eventstoredb/steady-client.ts';
import { EventStoreUnavailableError } from '../../../../src/ports/event-store.ts';
import { everything, pagesOf, word } from '../../../contracts/event-store.contract.ts';
import { addressOf, hasty, openStore } from './on-server.ts';
import { startTestServer } from './test-server.ts';

const server = await startTestServer();
const healthy = {
  answersToLose: 0,
  isSilent: false,
  refuses: null,
  delayMs: 0,
  deniesReading: false,
} as const;
afterEach(async () => {
  server.thaw();
  await server.faults(healthy);
});

const logged = () => {
  const lines: string[] = [];
  const line = (message: string, fields = {}): void => void lines.push(`${message} ${JSON.stringify(fields)}`);
  return { lines, log: { warn: line, info: line } };
};

describe('an answer that is lost after the append was stored', () => {
  it('is asked for again: the append is a success, and stored once', async () => {
    const store = openStore(addressOf(server.uri), hasty);
    await server.faults({ answersToLose: 1 });
    expect(await store.append('a', 'no-stream', [word('1'), word('2')])).toBe(1n);
    expect(await store.read('a')).toHaveLength(2);
  });

  it('is still told right when others have written since', async () => {
    const prefix = addressOf(server.uri);
    const [store, other] = [openStore(prefix, hasty), openStore(prefix, hasty)];
    await server.faults({ answersToLose: 1 });
    const lost = store.append('a', 'no-stream', [word('1')]);
    while ((await other.read('a')).length === 0);
    await other.append('a', 0n, [word('2')]);
    expect(await lost).toBe(0n);
    expect(await store.read('a')).toHaveLength(2);
  });
});

describe('a server that is not ready, too busy or slow', () => {
  it.each(['not-ready', 'too-busy'] as const)(
    'is asked again while it is %s, and the log says so once',
    async (refuses) => {
      const { log, lines } = logged();
      const store = openStore(addressOf(server.uri), { ...hasty, budgetMs: 10_000, log });
      await server.faults({ refuses });
      const appended = store.append('a', 'no-stream', [word('1')]);
      const read = everything(store);
      setTimeout(() => void server.faults(healthy), 600);
      expect(await appended).toBe(0n);
      await read;
      expect(lines).toEqual([
        expect.stringContaining('the event store is in trouble; trying again {"code":"event-store-unavailable"'),
        'the event store answers again {}',
      ]);
    },
  );

  it('stores each of many appends once, though some attempts fail', async () => {
    const store = openStore(addressOf(server.uri), { ...hasty, budgetMs: 20_000 });
    const names = Array.from({ length: 40 }, (_, at) => `s${at}`);
    const writing = Promise.all(
      names.map(async (name) => {
        for (let at = 0; at < 8; at += 1) {
          await store.append(name, at === 0 ? 'no-stream' : BigInt(at - 1), [word(`${name} ${at}`)]);
        }
      }),
    );
    for (const refuses of ['not-ready', null, 'too-busy', null, 'not-ready', null] as const) {
      await server.faults({ refuses });
      await new Promise((later) => setTimeout(later, 40));
    }
    await writing;
    expect(await everything(store)).toHaveLength(320);
  });

  it('is given up when the budget is spent, with what it said', async () => {
    const store = openStore(addressOf(server.uri), { ...hasty, budgetMs: 300 });
    await server.faults({ refuses: 'not-ready' });
    await expect(store.read('a')).rejects.toThrow(EventStoreUnavailableError);
    await expect(store.append('a', 'no-stream', [word('1')])).rejects.toThrow(/Server Is Not Ready/);
    await expect(store.head()).rejects.toThrow(EventStoreUnavailableError);
  });

  it('is waited for when it is only slow', async () => {
    const store = openStore(addressOf(server.uri), hasty);
    await server.faults({ delayMs: 200 });
    expect(await store.append('a', 'no-stream', [word('1')])).toBe(0n);
    expect(await store.read('a')).toHaveLength(1);
  });
});

describe('a server that says nothing', () => {
  /** All kinds of calls at once: each has to come back by itself. */
  const outcomes = async (uri: string): Promise<readonly unknown[]> => {
    const store = openStore(addressOf(uri), { budgetMs: 900, attemptTimeoutMs: 300 });
    const append = store.append('a', 'no-stream', [word('1')]);
    const settled = await Promise.allSettled([
      append,
      store.read('a'),
      everything(store),
      pagesOf(store),
      store.head(),
    ]);
    return settled.map((outcome) => (outcome.status === 'rejected' ? outcome.reason.code : 'answered'));
  };
  const unavailable = Array.from({ length: 5 }, () => 'event-store-unavailable');

  it('does not hold up any call, when it takes connections and calls', async () => {
    await server.faults({ isSilent: true });
    expect(await outcomes(server.uri)).toEqual(unavailable);
  });

  it('does not hold up any call, when its process is frozen', async () => {
    server.freeze();
    expect(await outcomes(server.uri)).toEqual(unavailable);
  });

  it('does not hold up any call, when it takes connections and nothing else', async () => {
    const sockets: Socket[] = [];
    const hole = createServer((socket) => void sockets.push(socket));
    await new Promise<void>((listening) => hole.listen(0, '127.0.0.1', listening));
    const address = hole.address();
    const port = typeof address === 'object' ? address?.port : 0;
    expect(await outcomes(`esdb://127.0.0.1:${port}?tls=false`)).toEqual(unavailable);
    expect(sockets).not.toEqual([]);
    for (const socket of sockets) socket.destroy();
    hole.close();
  });

  it('does not make a read that is given up look as if that were all', async () => {
    await server.faults({ isSilent: true });
    const client = new SteadyClient({ endpoint: `127.0.0.1:${server.port}` }, { insecure: true });
    const stop = new AbortController();
    const read = expect(collected(client.readAll(), stop.signal)).rejects.toThrow();
    setTimeout(() => stop.abort(new Error('given up')), 100);
    await read;
    client.disconnect();
  });

  it('is spoken to again as soon as it answers', async () => {
    const store = openStore(addressOf(server.uri), { ...hasty, budgetMs: 20_000 });
    await store.append('a', 'no-stream', [word('1')]);
    server.freeze();
    const appended = store.append('a', 0n, [word('2')]);
    setTimeout(() => server.thaw(), 900);
    expect(await appended).toBe(1n);
    expect(await store.read('a')).toHaveLength(2);
  });
});

describe('where nothing listens', () => {
  it('every call fails within its budget, in this program’s words', async () => {
    const store = openStore('esdb://127.0.0.1:1?tls=false', { ...hasty, budgetMs: 400 });
    await expect(store.append('a', 'no-stream', [word('1')])).rejects.toMatchObject({
      code: 'event-store-unavailable',
      retryable: true,
      message: expect.stringMatching(/^EventStoreDB at 127.0.0.1:1 is not available \(.*ECONNREFUSED/),
    });
    await expect(store.read('a')).rejects.toThrow(EventStoreUnavailableError);
    await expect(everything(store)).rejects.toThrow(EventStoreUnavailableError);
  });

  it('no error of the client leaves the adapter', async () => {
    const store = openStore('esdb://127.0.0.1:1?tls=false', { ...hasty, budgetMs: 400 });
    const error: unknown = await store.read('a').catch((thrown) => thrown);
    expect(error).toBeInstanceOf(EventStoreUnavailableError);
    const { cause } = error as Error;
    expect(Object.getPrototypeOf(cause)).toBe(Error.prototype);
  });

  it('is no reason for the store not to be opened', () => {
    expect(() => openStore('esdb://127.0.0.1:1?tls=false')).not.toThrow();
  });

  it('a store that is closed does not wait any longer', async () => {
    const store = openStore('esdb://127.0.0.1:1?tls=false', { budgetMs: 60_000 });
    const read = expect(store.read('a')).rejects.toThrow(/is closed/);
    await store.close();
    await read;
  });
});

describe('a server that denies', () => {
  it('is not asked again', async () => {
    const store = openStore(addressOf(server.uri), { budgetMs: 60_000 });
    await server.faults({ deniesReading: true });
    await expect(store.read('a')).rejects.toThrow(EventStoreRefusedError);
    await expect(everything(store)).rejects.toThrow(/check STORE_USER and STORE_PASS/);
    const followed = store.follow({ signal: new AbortController().signal })[Symbol.asyncIterator]();
    await expect(followed.next()).rejects.toThrow(EventStoreRefusedError);
  });
});
