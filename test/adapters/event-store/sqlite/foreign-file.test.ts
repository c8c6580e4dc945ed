import { chmodSync, mkdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CorruptEventStoreError, EventStoreUnavailableError } from '../../../../src/ports/event-store.ts';
import { word } from '../../../contracts/event-store.contract.ts';
import { drivers, freshPath, meddle, openStore } from './on-disk.ts';

/** A path with a file that is not an event store. */
const fileWith = (content: string | Buffer): string => {
  const path = freshPath();
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  return path;
};

/** A store with a page or two, everything in the one file. */
const storeWithWords = async (): Promise<string> => {
  const path = freshPath();
  const store = await openStore(path);
  for (let at = 0; at < 20; at += 1) await store.append(`s${at}`, 'no-stream', [word(`${at}`, 'x'.repeat(1_000))]);
  await store.close();
  await meddle(path, (database) => {
    database.prepare('PRAGMA wal_checkpoint(TRUNCATE)').all();
  });
  return path;
};

const expectLeftAlone = async (path: string, because: RegExp): Promise<void> => {
  const before = readFileSync(path);
  for (const driver of drivers) {
    const opening = openStore(path, { driver });
    await expect(opening).rejects.toThrow(CorruptEventStoreError);
    await expect(opening).rejects.toThrow(because);
    await expect(opening).rejects.toThrow(path);
  }
  expect(readFileSync(path).equals(before)).toBe(true);
};

describe('a file that is not our event store is refused and left as it is', () => {
  it('when it is not a database', () => expectLeftAlone(fileWith('a letter to a friend\n'.repeat(50)), /not a SQLite/));

  it('when it is a short text', () => expectLeftAlone(fileWith('hello'), /not a SQLite/));

  it('when it is full of zeros', () => expectLeftAlone(fileWith(Buffer.alloc(8_192)), /not a SQLite/));

  it("when it is another program's database", async () => {
    const path = fileWith('');
    await meddle(path, (database) => database.exec('CREATE TABLE friends (name TEXT)'));
    await expectLeftAlone(path, /another program/);
  });

  it('when it is an event store of some other kind', async () => {
    const path = fileWith('');
    await meddle(path, (database) => database.exec('CREATE TABLE events (a TEXT); PRAGMA application_id = 42'));
    await expectLeftAlone(path, /another program/);
  });

  it('when a newer program wrote it', async () => {
    const path = await storeWithWords();
    await meddle(path, (database) => database.exec('PRAGMA user_version = 99'));
    await expectLeftAlone(path, /newer certificate-agent \(tables of version 99/);
  });

  it('when its tables are gone', async () => {
    const path = await storeWithWords();
    await meddle(path, (database) => database.exec('DROP TABLE events'));
    await expectLeftAlone(path, /tables are not those of an event store/);
  });

  it.each([20, 99, 100, 600, 5_000, 20_000])('when it is cut off after %d bytes', async (bytes) => {
    const path = await storeWithWords();
    truncateSync(path, bytes);
    await expectLeftAlone(path, /cut off|damaged/);
  });
});

describe('a file that is empty', () => {
  it('is refused when its log is still there', async () => {
    const path = fileWith('');
    writeFileSync(`${path}-wal`, 'what is left of the history');
    await expectLeftAlone(path, /the file is empty, but its log is there/);
    expect(readFileSync(`${path}-wal`, 'utf8')).toBe('what is left of the history');
  });

  it('becomes a store', async () => {
    const store = await openStore(fileWith(''));
    expect(await store.append('a', 'no-stream', [word('1')])).toBe(0n);
    await store.close();
  });
});

describe('a place where no file can be', () => {
  it.each(drivers)('is unavailable when the folder is a file ($name)', async (driver) => {
    const path = `${fileWith('a file')}/events.db`;
    await expect(openStore(path, { driver })).rejects.toThrow(EventStoreUnavailableError);
    await expect(openStore(path, { driver })).rejects.toThrow(/ENOTDIR|EEXIST/);
  });

  it('is unavailable when the path is a folder', async () => {
    const path = freshPath();
    mkdirSync(path, { recursive: true });
    await expect(openStore(path)).rejects.toThrow(EventStoreUnavailableError);
  });

  it.skipIf(process.getuid?.() === 0)('is unavailable when the folder may not be written to', async () => {
    const path = fileWith('');
    chmodSync(dirname(path), 0o500);
    await expect(openStore(`${dirname(path)}/other.db`)).rejects.toThrow(EventStoreUnavailableError);
  });
});

describe('a new file', () => {
  it.skipIf(process.platform === 'win32').each(drivers)(
    'is for its owner only, and all beside it ($name)',
    async (driver) => {
      const path = freshPath();
      const store = await openStore(path, { driver });
      await store.append('a', 'no-stream', [word('1')]);
      const modeOf = (file: string): string => (statSync(file).mode & 0o777).toString(8);
      expect(modeOf(dirname(path))).toBe('700');
      expect([path, `${path}-wal`, `${path}-shm`].map(modeOf)).toEqual(['600', '600', '600']);
      await store.close();
    },
  );

  it.each(drivers)('keeps its history when it is opened again ($name)', async (driver) => {
    const path = freshPath();
    for (const at of [0, 1, 2]) {
      const store = await openStore(path, { driver });
      await store.append('a', at === 0 ? 'no-stream' : BigInt(at - 1), [word(`${at}`)]);
      await store.close();
    }
    const store = await openStore(path);
    expect((await store.read('a')).map(({ event }) => event.data.word)).toEqual(['0', '1', '2']);
    await store.close();
  });
});
