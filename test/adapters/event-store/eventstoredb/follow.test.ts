import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import type { EventStore } from '../../../../src/ports/event-store.ts';
import { type Word, word } from '../../../contracts/event-store.contract.ts';
import { addressOf, openStore, until } from './on-server.ts';
import { startTestServer } from './test-server.ts';

const server = await startTestServer();
const patient = { budgetMs: 20_000, attemptTimeoutMs: 500, watch: { firstLookMs: 150, idleMs: 300 } };

afterEach(async () => {
  server.thaw();
  await server.faults({ areSubscriptionsDeaf: false, isSilentAboutCatchingUp: false, scanDelayMs: 0 });
});

/** Follows a store until told to stop, and notes what it sees. */
const followed = (store: EventStore<Word>) => {
  const stop = new AbortController();
  const seen: string[] = [];
  const state = { isLive: false };
  const ended = (async () => {
    for await (const { observed, isLive } of store.follow({ signal: stop.signal })) {
      seen.push(...observed.map(({ event }) => event.data.word));
      state.isLive = isLive;
    }
  })();
  return { seen, state, stop: () => stop.abort(), ended };
};

const said = (from: number, to: number): string[] => Array.from({ length: to - from }, (_, at) => `${from + at}`);
const say = async (store: EventStore<Word>, from: number, to: number): Promise<void> => {
  for (let at = from; at < to; at += 1) {
    await store.append('a', at === 0 ? 'no-stream' : BigInt(at - 1), [word(`${at}`)]);
  }
};

describe('a follower', () => {
  it('sees every event once and in order while the server is killed and started again', async () => {
    const store = openStore(addressOf(server.uri), patient);
    const follower = followed(store);
    await say(store, 0, 30);
    await until('it sees some', () => follower.seen.length > 10);
    await server.kill();
    const more = say(store, 30, 60);
    await server.start();
    await more;
    await server.kill();
    await server.start();
    await say(store, 60, 70);
    await until('it sees all', () => follower.seen.length >= 70);
    await until('it is up to date', () => follower.state.isLive);
    follower.stop();
    await follower.ended;
    expect(follower.seen).toEqual(said(0, 70));
  });

  it('subscribes again when it is dropped', async () => {
    const store = openStore(addressOf(server.uri), patient);
    const follower = followed(store);
    for (const round of [0, 1, 2]) {
      await say(store, round * 5, round * 5 + 5);
      await until('it sees them', () => follower.seen.length === round * 5 + 5);
      await server.dropSubscriptions();
    }
    await say(store, 15, 16);
    await until('it sees the last', () => follower.seen.length === 16);
    follower.stop();
    await follower.ended;
    expect(follower.seen).toEqual(said(0, 16));
  });

  it('finds out that a subscription keeps events back, and takes another one', async () => {
    const store = openStore(addressOf(server.uri), patient);
    const follower = followed(store);
    await say(store, 0, 3);
    await until('it sees them', () => follower.seen.length === 3);
    await server.faults({ areSubscriptionsDeaf: true });
    await say(store, 3, 6);
    await until('the server is asked for a new subscription', () => follower.seen.length === 3);
    setTimeout(() => void server.faults({ areSubscriptionsDeaf: false }), 1_000);
    await until('it sees the rest', () => follower.seen.length === 6);
    follower.stop();
    await follower.ended;
    expect(follower.seen).toEqual(said(0, 6));
  });

  it('does not subscribe anew because nothing happens', async () => {
    const store = openStore(addressOf(server.uri), patient);
    await say(store, 0, 3);
    const before = (await server.counts()).subscribe;
    const follower = followed(store);
    await until('it is up to date', () => follower.state.isLive);
    await new Promise((later) => setTimeout(later, 1_200));
    expect((await server.counts()).subscribe).toBe(before + 1);
    follower.stop();
    await follower.ended;
  });

  it('has patience with a server that has to pass over many events of others', async () => {
    // A busy machine is silent for a while as well.
    const watch = { firstLookMs: 150, idleMs: 1_000 };
    const store = openStore(addressOf(server.uri), { ...patient, attemptTimeoutMs: 2_000, watch });
    await say(store, 0, 1);
    const foreign = () => ({ id: randomUUID(), type: 'order', contentType: 'text', data: '', metadata: '' });
    await server.write('order-1', ...Array.from({ length: 2_500 }, foreign));
    await say(store, 1, 2);
    await server.faults({ scanDelayMs: 1 });
    const before = (await server.counts()).subscribe;
    const follower = followed(store);
    await until('it is up to date', () => follower.state.isLive);
    expect(follower.seen).toEqual(said(0, 2));
    expect((await server.counts()).subscribe).toBe(before + 1);
    follower.stop();
    await follower.ended;
  });

  it('survives a server that is frozen for a while', async () => {
    const store = openStore(addressOf(server.uri), patient);
    const follower = followed(store);
    await say(store, 0, 3);
    await until('it sees them', () => follower.seen.length === 3);
    server.freeze();
    await new Promise((later) => setTimeout(later, 1_500));
    server.thaw();
    await say(store, 3, 6);
    await until('it sees the rest', () => follower.seen.length === 6);
    follower.stop();
    await follower.ended;
    expect(follower.seen).toEqual(said(0, 6));
  });

  it('knows that it is up to date also where the server never says so', async () => {
    await server.faults({ isSilentAboutCatchingUp: true });
    const store = openStore(addressOf(server.uri), patient);
    await say(store, 0, 3);
    const follower = followed(store);
    await until('it is up to date', () => follower.state.isLive);
    expect(follower.seen).toEqual(said(0, 3));
    follower.stop();
    await follower.ended;
  });

  it('waits for a server that is down, and ends at once when it is told to', async () => {
    const store = openStore('esdb://127.0.0.1:1?tls=false', patient);
    const follower = followed(store);
    setTimeout(() => follower.stop(), 300);
    await follower.ended;
    expect(follower.seen).toEqual([]);
  });

  it('fails when the store is closed: nobody told it to end', async () => {
    const store = openStore(addressOf(server.uri), patient);
    await say(store, 0, 1);
    const follower = followed(store);
    const ended = expect(follower.ended).rejects.toThrow(/is closed/);
    await until('it is up to date', () => follower.state.isLive);
    await store.close();
    await ended;
  });
});
