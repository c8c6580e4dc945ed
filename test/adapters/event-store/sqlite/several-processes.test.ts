import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import type { SqliteDriver } from '../../../../src/adapters/event-store/sqlite/driver.ts';
import { prepareConnection } from '../../../../src/adapters/event-store/sqlite/schema.ts';
import { switchToWal } from '../../../../src/adapters/event-store/sqlite/wal.ts';
import { everything, word } from '../../../contracts/event-store.contract.ts';
import { compiledForProcess } from './compiled.ts';
import { drivers, freshPath, openStore } from './on-disk.ts';

const script = compiledForProcess(new URL('./writer-process.ts', import.meta.url));

type Work = Readonly<{ driver: string; streams: number; appends: number }>;

/** A writer that is at work, and all that it said. */
const startWriter = (path: string, name: string, { driver, streams, appends }: Work) => {
  const child = spawn(process.execPath, [script, path, driver, name, String(streams), String(appends)]);
  const said = { text: '', errors: '' };
  child.stdout.on('data', (data) => {
    said.text += data;
  });
  child.stderr.on('data', (data) => {
    said.errors += data;
  });
  return { child, said };
};

const ended = async (child: ChildProcess): Promise<number | null> => {
  const [code] = await once(child, 'close');
  return code;
};

/** The appends that a writer was told are stored, by the id of their first event. */
const acknowledged = (text: string): string[] => [...text.matchAll(/^stored (.*)$/gm)].map(([, at]) => `${at}-first`);

/** Every stream counts up without a gap, and holds pairs that were appended together. @returns all ids. */
const historyOf = async (path: string): Promise<string[]> => {
  const store = await openStore(path);
  const all = await everything(store);
  for (const stream of new Set(all.map(({ stream }) => stream))) {
    const history = await store.read(stream);
    expect(history.map(({ revision }) => revision)).toEqual(history.map((_, at) => BigInt(at)));
    const firsts = history.filter(({ id }) => id.endsWith('first')).map(({ id }) => id.replace('first', 'second'));
    expect(history.filter(({ id }) => id.endsWith('second')).map(({ id }) => id)).toEqual(firsts);
  }
  await store.close();
  return all.map(({ id }) => id);
};

describe.each(drivers)('several processes on one file ($name)', ({ name: driver }) => {
  it.each([2, 4])('store everything when %d begin at once, on a new file', async (count) => {
    const path = freshPath();
    const work = { driver, streams: 5, appends: 40 };
    const writers = Array.from({ length: count }, (_, at) => startWriter(path, `w${at}`, work));
    expect(await Promise.all(writers.map(({ child }) => ended(child)))).toEqual(writers.map(() => 0));
    expect(writers.map(({ said }) => said.errors)).toEqual(writers.map(() => ''));

    const ids = await historyOf(path);
    expect(ids).toHaveLength(count * 80);
    expect(new Set(ids).size).toBe(count * 80);
  });

  it('lose nothing that was acknowledged when they are killed while they write', async () => {
    const path = freshPath();
    const told: string[] = [];
    for (const round of ['a', 'b', 'c']) {
      const { child, said } = startWriter(path, round, { driver, streams: 3, appends: 1_000_000 });
      while (acknowledged(said.text).length < 20) await once(child.stdout, 'data');
      child.kill('SIGKILL');
      expect(await ended(child)).toBeNull();
      told.push(...acknowledged(said.text));

      const stored = await historyOf(path);
      expect(stored).toEqual(expect.arrayContaining(told));
    }
    expect(told.length).toBeGreaterThanOrEqual(60);
  });

  it('go on with the same stream after a conflict', async () => {
    const path = freshPath();
    const work = { driver, streams: 1, appends: 100 };
    const writers = ['x', 'y'].map((name) => startWriter(path, name, work));
    await Promise.all(writers.map(({ child }) => ended(child)));
    expect(await historyOf(path)).toHaveLength(400);
  });
});

describe('a new file', () => {
  /** A driver with which `meanwhile` happens just before the first transaction begins. */
  const interrupted = (driver: SqliteDriver, meanwhile: (path: string) => void): SqliteDriver => ({
    ...driver,
    open: (path) => {
      const database = driver.open(path);
      let isFirst = true;
      const exec = (sql: string): void => {
        if (isFirst && sql.startsWith('BEGIN')) meanwhile(path);
        isFirst = false;
        database.exec(sql);
      };
      return { exec, prepare: (sql) => database.prepare(sql), close: () => database.close() };
    },
  });

  it.each(drivers)('may be made by another process just before this one makes it ($name)', async (driver) => {
    const other = interrupted(driver, (path) => {
      const faster = driver.open(path);
      prepareConnection(faster, path, 1_000);
      faster.close();
    });
    const store = await openStore(freshPath(), { driver: other });
    expect(await store.append('a', 'no-stream', [word('1')])).toBe(0n);
    await store.close();
  });
});

describe('a file that another process reads in its old mode', () => {
  it.each(drivers)(
    'goes over to WAL as soon as that one is done, or says that it is locked ($name)',
    async (driver) => {
      const path = freshPath();
      await (await openStore(path, { driver })).close();
      const other = driver.open(path);
      other.prepare('PRAGMA journal_mode = DELETE').all();
      other.exec('BEGIN');
      other.prepare('SELECT count(*) FROM events').all();
      const database = driver.open(path);
      const began = Date.now();
      expect(() => switchToWal(database, 100)).toThrow('locked');
      expect(Date.now() - began).toBeGreaterThanOrEqual(100);
      other.exec('COMMIT');
      expect(switchToWal(database, 100)).toBe(true);
      database.close();
      other.close();
    },
  );
});

describe('a file that another process has locked', () => {
  it.each(drivers)('is unavailable after the time given, and available again later ($name)', async (driver) => {
    const path = freshPath();
    const store = await openStore(path, { driver, busyTimeoutMs: 20 });
    const other = driver.open(path);
    other.exec('BEGIN IMMEDIATE');
    await expect(store.append('a', 'no-stream', [word('1')])).rejects.toMatchObject({
      code: 'event-store-unavailable',
      retryable: true,
      message: `event store ${path}: database is locked`,
    });
    expect(await store.read('a')).toEqual([]);

    other.exec('ROLLBACK');
    other.close();
    expect(await store.append('a', 'no-stream', [word('1')])).toBe(0n);
    await store.close();
  });
});
