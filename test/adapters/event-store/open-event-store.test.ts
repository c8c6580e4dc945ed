import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { EventStoreUriError } from '../../../src/adapters/event-store/event-store-uri-error.ts';
import { openEventStore } from '../../../src/adapters/event-store/open-event-store.ts';
import { type Word, word } from '../../contracts/event-store.contract.ts';

const folder = mkdtempSync(join(tmpdir(), 'event-store-uri-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const open = (uri: string) =>
  openEventStore<Word>(uri, {
    onDamaged: (error) => {
      throw error;
    },
  });

describe('the setting that names the store', () => {
  it('opens a store in memory, a new one each time', async () => {
    await (await open('memory:')).append('a', 'no-stream', [word('1')]);
    expect(await (await open('memory:')).read('a')).toEqual([]);
  });

  it('opens a store in a file, the same one each time', async () => {
    const uri = `sqlite:${folder}/data/events.db`;
    const first = await open(uri);
    await first.append('a', 'no-stream', [word('1')]);
    await first.close();
    const second = await open(uri);
    expect(await second.read('a')).toHaveLength(1);
    await second.close();
    expect(existsSync(`${folder}/data/events.db`)).toBe(true);
  });

  it.each([
    ['', /without a kind/],
    ['events.db', /without a kind/],
    ['/var/lib/events.db', /without a kind/],
    ['sqlite:', /"sqlite:", without a path/],
    ['memory:x', /"memory:", which this version does not know/],
    ['mongodb://admin:changeit@localhost', /"mongodb:", which this version does not know/],
  ])('refuses "%s", and says what may be written', async (uri, because) => {
    await expect(open(uri)).rejects.toThrow(EventStoreUriError);
    await expect(open(uri)).rejects.toThrow(because);
    await expect(open(uri)).rejects.toThrow(/memory: .*, sqlite:PATH, or esdb:/);
  });

  it('does not repeat a password', async () => {
    for (const uri of ['mongodb://admin:changeit@localhost', 'esdb://admin:changeit@localhost?tls=perhaps']) {
      await expect(open(uri)).rejects.toThrow(EventStoreUriError);
      await expect(open(uri)).rejects.not.toThrow(/changeit/);
    }
  });

  it.each(['esdb://localhost:1?tls=false', 'esdb+discover://localhost:1?tls=false'])(
    'opens a store on a server, without asking it for anything (%s)',
    async (uri) => {
      const store = await open(uri);
      await store.close();
      await expect(store.read('a')).rejects.toThrow(/is closed/);
    },
  );
});
