import { mkdirSync, readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fileNameOf } from '../../../src/adapters/views/generations.ts';
import { openNewViews } from '../../../src/adapters/views/open.ts';
import { ViewsDamagedError, ViewsUnavailableError } from '../../../src/ports/views.ts';
import { creation } from '../../machines/samples.ts';
import { observed } from '../../projections/observed.ts';
import { meddle } from '../event-store/sqlite/on-disk.ts';
import { freshFolder, viewsIn } from './in-folder.ts';

const [first, second] = [fileNameOf(1), fileNameOf(2)];
const log = observed(creation(1));

/** A folder with views of five events, all in the one file. */
const folderWithViews = async (): Promise<string> => {
  const folder = freshFolder();
  const views = await viewsIn(folder);
  const intake = await views.intake('live');
  intake?.add({ after: null, observed: log });
  await intake?.commit();
  await views.settle('live');
  await views.close();
  await meddle(join(folder, first), (database) => void database.prepare('PRAGMA wal_checkpoint(TRUNCATE)').all());
  return folder;
};

const folderWith = (content: string | Buffer): string => {
  const folder = freshFolder();
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, first), content);
  return folder;
};

/** The file is left as it is, the operator is told why, and empty views are in a new one. */
const expectLeftAlone = async (folder: string, because: RegExp): Promise<void> => {
  const before = readFileSync(join(folder, first));
  const told: Error[] = [];
  const views = await viewsIn(folder, { onUnusable: (error) => void told.push(error) });
  expect(told.map(({ message }) => message)).toEqual([expect.stringMatching(because)]);
  expect((await views.standing('live'))?.events).toBe(0);
  expect((await views.report()).file).toBe(join(folder, second));
  await views.close();
  expect(readFileSync(join(folder, first)).equals(before)).toBe(true);
  // The next one goes straight to the good file.
  await (await viewsIn(folder)).close();
};

describe('a file that cannot be trusted is left alone, and views are begun in another', () => {
  it('when it is no database', () => expectLeftAlone(folderWith('a letter to a friend\n'.repeat(50)), /not a SQLite/));

  it("when it is another program's database", async () => {
    const folder = folderWith('');
    await meddle(join(folder, first), (database) => database.exec('CREATE TABLE friends (name TEXT)'));
    await expectLeftAlone(folder, /another program/);
  });

  it.each([
    ['an older', 0],
    ['a newer', 99],
  ])('when %s version made it', async (_, version) => {
    const folder = await folderWithViews();
    await meddle(join(folder, first), (database) => {
      database.exec(`PRAGMA user_version = ${version}`);
      database.prepare('PRAGMA wal_checkpoint(TRUNCATE)').all();
    });
    await expectLeftAlone(folder, /made by another version/);
  });

  it('when its header is cut off', async () => {
    const folder = await folderWithViews();
    truncateSync(join(folder, first), 60);
    await expectLeftAlone(folder, /not a SQLite/);
  });
});

describe('damage that is met later', () => {
  it.each([
    ['a page that was overwritten', (path: string) => writeOver(path)],
    ['a table that is gone', (path: string) => meddle(path, (database) => database.exec('DROP TABLE streams'))],
  ])('has a name of its own, so that the views can be made anew: %s', async (_, damage) => {
    const folder = await folderWithViews();
    await damage(join(folder, first));
    const asked = async (): Promise<unknown> => {
      const views = await viewsIn(folder);
      try {
        return await views.certificates({}, { limit: 10 });
      } finally {
        await views.close();
      }
    };
    await expect(asked()).rejects.toThrow(ViewsDamagedError);

    const anew = await openNewViews({ folder, onUnusable: () => undefined });
    expect((await anew.certificates({}, { limit: 10 })).certificates).toEqual([]);
    await anew.close();
    expect(readdirSync(folder)).toEqual(expect.arrayContaining([first, second]));
  });
});

const writeOver = async (path: string): Promise<void> => {
  const bytes = readFileSync(path);
  bytes.fill(0xee, 4_096);
  writeFileSync(path, bytes);
};

describe('the file', () => {
  it('may be read by its owner only', async () => {
    const folder = await folderWithViews();
    expect(statSync(join(folder, first)).mode & 0o077).toBe(0);
    expect(statSync(folder).mode & 0o077).toBe(0);
  });

  it('cannot be made where a file is in the place of the folder', async () => {
    const folder = folderWith('');
    await expect(viewsIn(join(folder, first))).rejects.toThrow(ViewsUnavailableError);
  });

  it('is made once when several begin at the same time', async () => {
    const folder = freshFolder();
    const all = await Promise.all([1, 2, 3].map(() => viewsIn(folder)));
    for (const views of all) await views.close();
    expect(readdirSync(folder).filter((name) => name.endsWith('.db'))).toEqual([first]);
  });
});
