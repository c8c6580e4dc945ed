import { afterEach, describe, expect, it } from 'vitest';
import { word } from '../../../contracts/event-store.contract.ts';
import { addressOf, freshPrefix, openStore } from './on-server.ts';
import { startTestServer, type TestServer } from './test-server.ts';

const [one, two] = [await startTestServer(), await startTestServer()];
const patient = { budgetMs: 20_000, attemptTimeoutMs: 800 };
const hosts = `127.0.0.1:${one.port},127.0.0.1:${two.port}`;

/** Each tells who leads, and the other one sends those away that want the leader. */
const lead = async (leader: TestServer): Promise<void> => {
  const members = [one, two].map((server) => ({
    host: '127.0.0.1',
    port: server.port,
    isLeader: server === leader,
    isAlive: true,
  }));
  for (const server of [one, two]) {
    await server.members(members);
    await server.faults({ leader: server === leader ? null : { host: '127.0.0.1', port: leader.port } });
  }
};

afterEach(() => {
  for (const server of [one, two]) server.thaw();
});

describe('a cluster', () => {
  it.each([
    ['a list of hosts', `esdb://${hosts}?tls=false`],
    ['one host that is asked for the others', `esdb+discover://127.0.0.1:${one.port}?tls=false`],
    ['some hosts that are asked for the others', `esdb+discover://${hosts}?tls=false`],
  ])('is entered by %s, and its leader is spoken to', async (_, uri) => {
    await lead(two);
    const before = await two.counts();
    const store = openStore(addressOf(uri), patient);
    expect(await store.append('a', 'no-stream', [word('1')])).toBe(0n);
    expect(await store.read('a')).toHaveLength(1);
    expect((await two.counts()).append).toBe(before.append + 1);
  });

  it('is followed to its new leader, which says so itself', async () => {
    await lead(one);
    const prefix = freshPrefix();
    const store = openStore(addressOf(`esdb://${hosts}?tls=false`, prefix), patient);
    await store.append('a', 'no-stream', [word('1')]);
    await lead(two);
    expect(await store.append('b', 'no-stream', [word('2')])).toBe(0n);
    // These two servers do not copy each other's events.
    expect(await store.read('a')).toEqual([]);
    expect(await store.read('b')).toHaveLength(1);
  });

  it('is found through one member that knows the leader', async () => {
    await lead(two);
    const before = await two.counts();
    const store = openStore(addressOf(one.uri), patient);
    expect(await store.append('a', 'no-stream', [word('1')])).toBe(0n);
    expect((await two.counts()).append).toBe(before.append + 1);
    const stop = new AbortController();
    for await (const { isLive } of store.follow({ signal: stop.signal })) if (isLive) stop.abort();
  });

  it('is followed to its new leader when the old one only falls silent', async () => {
    await lead(one);
    const store = openStore(addressOf(`esdb://${hosts}?tls=false`), patient);
    await store.append('a', 'no-stream', [word('1')]);
    await lead(two);
    one.freeze();
    expect(await store.append('b', 'no-stream', [word('2')])).toBe(0n);
  });

  it('is followed to its new leader by a subscription', async () => {
    await lead(one);
    const prefix = freshPrefix();
    const uri = addressOf(`esdb://${hosts}?tls=false`, prefix);
    const store = openStore(uri, patient);
    const stop = new AbortController();
    const seen: string[] = [];
    for await (const { observed, isLive } of store.follow({ signal: stop.signal })) {
      seen.push(...observed.map(({ event }) => event.data.word));
      if (isLive && seen.length === 0) {
        await lead(two);
        await store.append('a', 'no-stream', [word('said to the new leader')]);
        await one.dropSubscriptions();
      }
      if (seen.length > 0) stop.abort();
    }
    expect(seen).toEqual(['said to the new leader']);
  });
});
