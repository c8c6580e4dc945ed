import { readFileSync, writeFileSync } from 'node:fs';
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { SqliteEventStoreOptions } from '../../../../src/adapters/event-store/sqlite/open.ts';
import { DamagedEventError } from '../../../../src/ports/event-store.ts';
import { everything, pagesOf, word } from '../../../contracts/event-store.contract.ts';
import { freshPath, meddle, openStore } from './on-disk.ts';

/** Three streams of three events; the second event of stream b is damaged by `sql`. */
const damagedStore = async (sql: string, options: Partial<SqliteEventStoreOptions> = {}) => {
  const path = freshPath();
  const before = await openStore(path);
  for (const [at, expected] of (['no-stream', 0n, 1n] as const).entries()) {
    for (const stream of ['a', 'b', 'c']) await before.append(stream, expected, [word(`${stream}${at}`)]);
  }
  await before.close();
  await meddle(path, (database) => {
    database.exec('DROP TRIGGER events_are_not_changed; DROP TRIGGER events_are_not_removed');
    database.exec(`${sql} WHERE stream = 'b' AND revision = 1`);
  });
  const reports: DamagedEventError[] = [];
  return { reports, store: await openStore(path, { onDamaged: (error) => void reports.push(error), ...options }) };
};

describe.each([
  ['that is not JSON', `UPDATE events SET data = '{"name": "Ada Love'`, /its data is not JSON/],
  ['whose metadata are not JSON', `UPDATE events SET metadata = ''`, /its metadata is not JSON/],
  ['whose metadata are no object', `UPDATE events SET metadata = '7'`, /metadata are no object/],
  ['that is not UTF-8', `UPDATE events SET data = CAST(x'7b22fe227d' AS TEXT)`, /it is not UTF-8 text/],
  ['whose id is not UTF-8', `UPDATE events SET id = CAST(x'fe' AS TEXT)`, /it is not UTF-8 text/],
])('an event %s', (_, sql, because) => {
  it('keeps its own stream from being read', async () => {
    const { store } = await damagedStore(sql);
    await expect(store.read('b')).rejects.toThrow(because);
    await expect(store.read('b')).rejects.toMatchObject({ stream: 'b', revision: 1n, code: 'event-store-corrupt' });
  });

  it('comes with the events before it, which nothing prints', async () => {
    const { store } = await damagedStore(sql);
    const error = await store.read('b').catch((thrown: unknown) => thrown);
    if (!(error instanceof DamagedEventError)) throw new Error('it cannot be read');
    expect(error.before.map(({ id }) => id)).toEqual([word('b0').id]);
    expect(inspect(error, { depth: 9, showHidden: true })).not.toContain(word('b0').id);
  });

  it('does not keep the other streams from being read', async () => {
    const { store } = await damagedStore(sql);
    expect(await store.read('a')).toHaveLength(3);
    expect(await store.read('c')).toHaveLength(3);
  });

  it('ends its stream in the view of everything, and is reported once', async () => {
    const { store, reports } = await damagedStore(sql);
    const all = await everything(store);
    expect(all.map(({ event }) => event.data.word)).toEqual(['a0', 'b0', 'c0', 'a1', 'c1', 'a2', 'c2']);
    expect(reports.map(({ stream, revision }) => [stream, revision])).toEqual([['b', 1n]]);
  });

  it('is not quoted, for it may be about a person', async () => {
    const { store, reports } = await damagedStore(sql);
    await everything(store);
    expect(reports[0]?.message).not.toContain('Ada');
    expect(reports[0]?.cause).toBeUndefined();
  });
});

describe('an event that is missing', () => {
  it('keeps its stream from being read', async () => {
    const { store } = await damagedStore('DELETE FROM events');
    await expect(store.read('b')).rejects.toThrow('stream b is damaged at revision 1: it is missing');
  });
});

describe('a view', () => {
  it('meets an event that cannot be parsed only when it looks into it', async () => {
    const { store } = await damagedStore(`UPDATE events SET data = '{"name": "Ada Love'`);
    const seen = (await pagesOf(store)).flat();
    expect(seen).toHaveLength(9);
    const damaged = seen.find(({ stream, revision }) => stream === 'b' && revision === 1n);
    expect(damaged?.event.type).toBe('word');
    expect(() => damaged?.event.data).toThrow(DamagedEventError);
    expect(() => damaged?.event.data).toThrow('stream b is damaged at revision 1: its data is not JSON');
  });
});

describe('a file with a damaged page', () => {
  it('is told of by what looks below the events', async () => {
    const path = freshPath();
    const store = await openStore(path);
    const [first = word('x'), ...rest] = Array.from({ length: 200 }, (_, at) => word(`${at}`, 'x'.repeat(200)));
    await store.append('a', 'no-stream', [first, ...rest]);
    expect(await store.verify()).toEqual([]);
    await store.close();

    await meddle(path, (database) => {
      database.prepare('PRAGMA wal_checkpoint(TRUNCATE)').all();
    });
    const bytes = readFileSync(path);
    bytes.fill(0xff, bytes.length - 4_096, bytes.length - 4_000);
    writeFileSync(path, bytes);
    const damaged = await openStore(path);
    expect((await damaged.verify()).length).toBeGreaterThan(0);
    await damaged.close();
  });
});

describe('a file whose index has another name than the table', () => {
  it('is told of in SQLite’s own words', async () => {
    const path = freshPath();
    const store = await openStore(path);
    await store.append('stream-of-words', 'no-stream', [word('1')]);
    await store.close();
    await meddle(path, (database) => {
      database.prepare('PRAGMA wal_checkpoint(TRUNCATE)').all();
    });
    const bytes = readFileSync(path);
    bytes.write('stream-of-lords', bytes.lastIndexOf('stream-of-words'));
    writeFileSync(path, bytes);
    const damaged = await openStore(path);
    expect((await damaged.verify()).join()).toContain('missing from index');
    await damaged.close();
  });
});

describe('a view of an event whose data are not UTF-8', () => {
  it('is told so when it looks into them', async () => {
    const { store } = await damagedStore(`UPDATE events SET data = CAST(x'7b22fe227d' AS TEXT)`);
    const damaged = (await pagesOf(store)).flat().find(({ stream, revision }) => stream === 'b' && revision === 1n);
    expect(() => damaged?.event.data).toThrow('stream b is damaged at revision 1: it is not UTF-8 text');
  });

  it('goes on past a name that is none', async () => {
    const { store } = await damagedStore(`UPDATE events SET stream = CAST(x'fe' AS TEXT)`);
    expect((await pagesOf(store)).flat()).toHaveLength(9);
    await expect(store.read('b')).rejects.toThrow('stream b is damaged at revision 1: it is missing');
  });
});

describe('the sign that values of a page are parted by', () => {
  it.each(['stream', 'correlation', 'data'])('is a letter like others in the %s of a damaged file', async (column) => {
    const { store } = await damagedStore(`UPDATE events SET ${column} = ${column} || char(31) || ${column}`);
    const pages = (await pagesOf(store)).flat();
    expect(pages.map(({ revision }) => revision)).toEqual([0n, 0n, 0n, 1n, 1n, 1n, 2n, 2n, 2n]);
    const others = pages.filter((_, at) => at !== 4).map(({ event }) => event.data.word);
    expect(others).toEqual(['a0', 'b0', 'c0', 'a1', 'c1', 'a2', 'b2', 'c2']);
    expect((await store.read('c')).map(({ event }) => event.data.word)).toEqual(['c0', 'c1', 'c2']);
  });
});

describe('history', () => {
  it.each(['UPDATE events SET data = 1', 'DELETE FROM events'])('refuses "%s" from any program', async (sql) => {
    const path = freshPath();
    const store = await openStore(path);
    await store.append('a', 'no-stream', [word('1')]);
    await expect(meddle(path, (database) => database.exec(sql))).rejects.toThrow('history is only added to');
    await store.close();
  });
});
