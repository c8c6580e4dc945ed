import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { everything, pagesOf, word } from '../../../contracts/event-store.contract.ts';
import { addressOf, freshPrefix, openStore } from './on-server.ts';
import type { RawEvent } from './server/main.ts';
import { startTestServer } from './test-server.ts';

const server = await startTestServer();

const foreign = (): RawEvent => ({
  id: randomUUID(),
  type: 'order-placed',
  contentType: 'application/octet-stream',
  data: '\u0000',
  metadata: '',
});

describe('a server that others use as well', () => {
  it('shows nothing but our streams: those of the categories and the names that we give', async () => {
    const store = openStore(addressOf(server.uri), { streams: ['certificate-', 'installation'] });
    for (const stream of ['certificate-1', 'installation', 'installation-2', 'order-7']) {
      await store.append(stream, 'no-stream', [word(stream)]);
    }
    expect((await everything(store)).map(({ stream }) => stream)).toEqual(['certificate-1', 'installation']);
  });

  it('keeps installations with different prefixes apart', async () => {
    const [one, other] = [openStore(addressOf(server.uri)), openStore(addressOf(server.uri))];
    await one.append('a', 'no-stream', [word('of the one')]);
    await other.append('a', 'no-stream', [word('of the other')]);
    expect((await everything(one)).map(({ event }) => event.data.word)).toEqual(['of the one']);
    expect((await other.read('a')).map(({ event }) => event.data.word)).toEqual(['of the other']);
  });

  it('takes the same event twice where two installations have it: a history that was copied goes on', async () => {
    const [one, copy] = [openStore(addressOf(server.uri)), openStore(addressOf(server.uri))];
    const [first, second] = [word('1'), word('2')];
    for (const store of [one, copy]) await store.append('a', 'no-stream', [first]);
    for (const store of [one, copy]) expect(await store.append('a', 0n, [second])).toBe(1n);
    for (const store of [one, copy]) expect(await store.append('a', 0n, [second])).toBe(1n);
    expect(await everything(copy)).toHaveLength(2);
  });

  it('does not hide our last event behind thousands of others', async () => {
    const prefix = freshPrefix();
    const store = openStore(addressOf(server.uri, prefix));
    await store.append('a', 'no-stream', [word('1')]);
    const [recorded] = await store.read('a');
    for (let at = 0; at < 5; at += 1) await server.write('order-1', ...Array.from({ length: 400 }, foreign));
    expect(await store.head()).toBe(recorded?.position);
    expect(await store.head()).toBe(recorded?.position);
    expect(await pagesOf(store)).toHaveLength(1);
    expect(await pagesOf(store, { after: recorded?.position ?? '' })).toEqual([]);

    await store.append('a', 0n, [word('2')]);
    expect(await store.head()).toBe((await store.read('a')).at(-1)?.position);
  });

  it('does not keep a follower from our events, nor from knowing that there are no more', async () => {
    const store = openStore(addressOf(server.uri));
    await store.append('a', 'no-stream', [word('1')]);
    await server.write('order-2', ...Array.from({ length: 400 }, foreign));
    await store.append('a', 0n, [word('2')]);
    const stop = new AbortController();
    const seen: string[] = [];
    for await (const { observed, isLive } of store.follow({ signal: stop.signal })) {
      seen.push(...observed.map(({ event }) => event.data.word));
      if (isLive) stop.abort();
    }
    expect(seen).toEqual(['1', '2']);
  });
});
