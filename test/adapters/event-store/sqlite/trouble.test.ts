import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadNodeSqlite, type SqliteDriver } from '../../../../src/adapters/event-store/sqlite/driver.ts';
import { CorruptEventStoreError, EventStoreUnavailableError } from '../../../../src/ports/event-store.ts';
import { everything, word } from '../../../contracts/event-store.contract.ts';
import { compiledForProcess } from './compiled.ts';
import { drivers, freshPath, meddle, openStore } from './on-disk.ts';

/** The same driver on a machine with a limit that SQLite itself keeps. */
const limited = (driver: SqliteDriver, pragma: string): SqliteDriver => ({
  ...driver,
  open: (path) => {
    const database = driver.open(path);
    database.prepare(`PRAGMA ${pragma}`).all();
    return database;
  },
});

describe.each(drivers)('when the disk is full ($name)', (driver) => {
  it('nothing of the append is stored, everything before it stays, and the caller may try again', async () => {
    const store = await openStore(freshPath(), { driver: limited(driver, 'max_page_count = 30') });
    let stored = 0;
    const fill = async (): Promise<never> => {
      for (;;) {
        const expected = stored === 0 ? 'no-stream' : BigInt(stored - 1);
        await store.append('a', expected, [
          word(`${stored}`, 'x'.repeat(3_000)),
          word(`${stored}b`, 'x'.repeat(3_000)),
        ]);
        stored += 2;
      }
    };
    await expect(fill()).rejects.toMatchObject({ code: 'event-store-unavailable', retryable: true });
    await expect(fill()).rejects.toThrow('database or disk is full');
    expect(stored).toBeGreaterThan(0);
    expect(await store.read('a')).toHaveLength(stored);
    expect(await everything(store)).toHaveLength(stored);
    await store.close();
  });
});

describe.each(drivers)('when the file may only be read ($name)', (driver) => {
  it('each append fails, reading goes on, and nobody else is kept from writing', async () => {
    const path = freshPath();
    const writable = await openStore(path, { driver });
    await writable.append('a', 'no-stream', [word('1')]);
    await writable.close();

    const store = await openStore(path, { driver: limited(driver, 'query_only = 1') });
    for (const _ of [1, 2]) {
      await expect(store.append('a', 0n, [word('2')])).rejects.toThrow(EventStoreUnavailableError);
      expect(await store.read('a')).toHaveLength(1);
    }
    const other = await openStore(path, { driver, busyTimeoutMs: 20 });
    expect(await other.append('a', 0n, [word('3')])).toBe(1n);
    await other.close();
    await store.close();
  });
});

describe.each(drivers)('when SQLite refuses one event in the middle of an append ($name)', (driver) => {
  it('nothing of the append is stored, and the next one is not concerned', async () => {
    const path = freshPath();
    const store = await openStore(path, { driver });
    await meddle(path, (database) =>
      database.exec(
        `CREATE TRIGGER poison BEFORE INSERT ON events WHEN NEW.data LIKE '%poison%' BEGIN SELECT raise(ABORT, 'no'); END`,
      ),
    );
    const poisoned = store.append('a', 'no-stream', [word('1'), word('poison')]);
    await expect(poisoned).rejects.toThrow(CorruptEventStoreError);
    expect(await store.read('a')).toEqual([]);
    expect(await store.append('a', 'no-stream', [word('2')])).toBe(0n);
    await store.close();
  });
});

describe('drivers', () => {
  it('are not needed twice: each reads what the other wrote', async () => {
    const path = freshPath();
    for (const [at, driver] of [...drivers, ...drivers].entries()) {
      const store = await openStore(path, { driver });
      await store.append('a', at === 0 ? 'no-stream' : BigInt(at - 1), [word(`${at}`)]);
      expect(await store.read('a')).toHaveLength(at + 1);
      await store.close();
    }
  });

  it('that are missing are asked for, with the way to get one', () => {
    const folder = dirname(freshPath());
    mkdirSync(folder, { recursive: true });
    const script = compiledForProcess(new URL('./writer-process.ts', import.meta.url), folder);
    const { status, stderr } = spawnSync(process.execPath, [script, `${folder}/events.db`, 'libsql'], {
      encoding: 'utf8',
    });
    expect(status).toBe(1);
    expect(stderr).toMatch(/EventStoreUnavailableError: .*: use Node 22\.13 or later, or run "npm install libsql"/);
  });

  it('leave the warnings of others alone', () => {
    const { emitWarning } = process;
    loadNodeSqlite();
    expect(process.emitWarning).toBe(emitWarning);
  });
});
