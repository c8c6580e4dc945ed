import { describe, expect, it } from 'vitest';
import { eventStoreContract, word } from '../../../contracts/event-store.contract.ts';
import { addressOf, openStore } from './on-server.ts';
import { startTestServer } from './test-server.ts';

const server = await startTestServer();

eventStoreContract('EventStoreDB', async () => openStore(addressOf(server.uri)));

describe('the adapter', () => {
  it('never takes the client’s path for many appends at once, where a lost answer is waited for without end', async () => {
    const store = openStore(addressOf(server.uri));
    await Promise.all(['a', 'b', 'c'].map((stream) => store.append(stream, 'no-stream', [word(stream)])));
    expect(await server.counts()).toMatchObject({ batchAppend: 0 });
    expect((await server.counts()).append).toBeGreaterThanOrEqual(3);
  });

  it('refuses an append that is larger than the server takes', async () => {
    const store = openStore(addressOf(server.uri));
    const large = Array.from({ length: 9 }, (_, at) => word(`${at}`, 'x'.repeat(120_000)));
    const [first = word('x'), ...rest] = large;
    await expect(store.append('a', 'no-stream', [first, ...rest])).rejects.toThrow(RangeError);
    expect(await store.read('a')).toEqual([]);
  });
});
