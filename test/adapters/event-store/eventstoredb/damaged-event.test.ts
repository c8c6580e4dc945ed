import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { DamagedEventError } from '../../../../src/ports/event-store.ts';
import { everything, word } from '../../../contracts/event-store.contract.ts';
import { addressOf, freshPrefix, openStore } from './on-server.ts';
import type { RawEvent } from './server/main.ts';
import { startTestServer } from './test-server.ts';

const server = await startTestServer();

/** Three streams of three events; the second event of stream b is damaged. */
const damagedStore = async (damage: Partial<RawEvent>) => {
  const prefix = freshPrefix();
  const reports: DamagedEventError[] = [];
  const store = openStore(addressOf(server.uri, prefix), { onDamaged: (error) => void reports.push(error) });
  for (const [at, expected] of (['no-stream', 0n, 1n] as const).entries()) {
    for (const stream of ['a', 'b', 'c']) {
      const good = word(`${stream}${at}`);
      if (stream !== 'b' || at !== 1) await store.append(stream, expected, [good]);
      else await server.write(`${prefix}b`, { ...rawOf(good), ...damage });
    }
  }
  return { reports, store, prefix };
};

const rawOf = ({ id, event, metadata }: ReturnType<typeof word>): RawEvent => ({
  id,
  type: event.type,
  contentType: 'application/json',
  data: JSON.stringify(event.data),
  metadata: JSON.stringify(metadata),
});

describe.each<[string, Partial<RawEvent>, RegExp]>([
  ['that is not JSON', { data: '{"name": "Ada Love' }, /its data is not JSON/],
  ['that is bytes', { contentType: 'application/octet-stream' }, /its data is not JSON/],
  ['without metadata', { metadata: '' }, /its metadata are no object/],
  ['whose metadata are not JSON', { metadata: '{"Ada"' }, /its metadata is not JSON/],
  ['whose metadata are no object', { metadata: '7' }, /its metadata are no object/],
  ['of another program', { metadata: '{"user":"Ada"}' }, /its metadata are not those of this program/],
])('an event %s', (_, damage, because) => {
  it('keeps its own stream from being read, and not the others', async () => {
    const { store } = await damagedStore(damage);
    await expect(store.read('b')).rejects.toThrow(because);
    await expect(store.read('b')).rejects.toMatchObject({
      stream: 'b',
      revision: 1n,
      code: 'event-store-corrupt',
      before: [{ id: word('b0').id }],
    });
    expect(await store.read('a')).toHaveLength(3);
  });

  it('ends its stream in the view of everything, and is reported once, unquoted', async () => {
    const { store, reports } = await damagedStore(damage);
    const all = await everything(store);
    expect(all.map(({ event }) => event.data.word)).toEqual(['a0', 'b0', 'c0', 'a1', 'c1', 'a2', 'c2']);
    expect(reports.map(({ stream, revision }) => [stream, revision])).toEqual([['b', 1n]]);
    expect(reports[0]?.message).not.toContain('Ada');
  });

  it('does not stop a follower', async () => {
    const { store, reports } = await damagedStore(damage);
    const stop = new AbortController();
    const seen: string[] = [];
    for await (const { observed, isLive } of store.follow({ signal: stop.signal })) {
      seen.push(...observed.map(({ event }) => event.data.word));
      if (isLive) stop.abort();
    }
    expect(seen).toEqual(['a0', 'b0', 'c0', 'a1', 'c1', 'a2', 'c2']);
    expect(reports).toHaveLength(1);
  });
});

describe('a stream that somebody has meddled with on the server', () => {
  /** The server's own way to hide the first events of a stream. */
  const truncate = (name: string, before: number): Promise<void> =>
    server.write(`$$${name}`, {
      id: randomUUID(),
      type: '$metadata',
      contentType: 'application/json',
      data: JSON.stringify({ $tb: before }),
      metadata: '',
    });
  const begun = async () => {
    const prefix = freshPrefix();
    const store = openStore(addressOf(server.uri, prefix));
    await store.append('a', 'no-stream', [word('1'), word('2'), word('3')]);
    return { store, name: `${prefix}a` };
  };

  it('is damaged where its first events are hidden', async () => {
    const { store, name } = await begun();
    await truncate(name, 1);
    await expect(store.read('a')).rejects.toThrow('stream a is damaged at revision 0: it is missing');
  });

  it('is damaged when it was deleted for good', async () => {
    const { store, name } = await begun();
    await server.tombstone(name);
    await expect(store.read('a')).rejects.toThrow(
      'stream a is damaged at revision 0: it was deleted in the event store',
    );
    await expect(store.append('a', 2n, [word('4')])).rejects.toThrow(DamagedEventError);
  });

  it('is damaged when it was deleted and begins anew: the server counts on', async () => {
    const { store, name } = await begun();
    await truncate(name, Number.MAX_SAFE_INTEGER);
    expect(await store.read('a')).toEqual([]);
    await expect(store.append('a', 'no-stream', [word('4')])).rejects.toThrow(/revision 0: it was deleted/);
  });
});
