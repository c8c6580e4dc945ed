import { describe, expect, it } from 'vitest';
import { examineAll } from '../../src/app/examine-all.ts';
import { refused, replied } from '../machines/samples.ts';
import { doctoredStore, recordsOf } from './doctored-store.ts';

const names = Array.from({ length: 200 }, (_, at) => `refused-${String(at).padStart(3, '0')}`);
const log = async () =>
  doctoredStore(await recordsOf(Object.fromEntries(names.map((name) => [name, [refused(1), replied(1)]]))));

describe('examining very many streams', () => {
  it('hands them out one by one, in their order', async () => {
    const seen: string[] = [];
    for await (const { stream, history } of examineAll(await log(), names)) {
      seen.push(stream);
      expect(history).toHaveLength(2);
    }
    expect(seen).toEqual(names);
  });

  it('gives others a turn, also on a store that answers at once: else what was read would stay in memory', async () => {
    let seen = 0;
    let seenAtTurn = Number.POSITIVE_INFINITY;
    const store = await log();
    setImmediate(() => {
      seenAtTurn = seen;
    });
    for await (const _ of examineAll(store, names)) seen += 1;
    expect(seenAtTurn).toBeLessThan(100);
  });

  it('asks for a few streams ahead, and no more', async () => {
    let asked = 0;
    const store = await log();
    const read: typeof store.read = (stream) => {
      asked += 1;
      return store.read(stream);
    };
    let seen = 0;
    for await (const _ of examineAll({ read }, names)) {
      seen += 1;
      expect(asked - seen).toBeLessThan(16);
    }
    expect(asked).toBe(200);
  });

  it('ends with the trouble of the store', async () => {
    const store = await log();
    const read: typeof store.read = (stream) =>
      stream === 'refused-020' ? Promise.reject(new RangeError('torn')) : store.read(stream);
    const walk = async (): Promise<void> => {
      for await (const _ of examineAll({ read }, names));
    };
    await expect(walk()).rejects.toThrow('torn');
  });
});
