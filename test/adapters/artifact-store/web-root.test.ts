import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmod,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  realpath,
  rm,
  stat,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { unfinishedName } from '../../../src/adapters/artifact-store/web-root/unfinished.ts';
import { createWebRoot } from '../../../src/adapters/artifact-store/web-root.ts';
import { artifactStoreContract } from '../../contracts/artifact-store.contract.ts';
import { compiled } from './compiled.ts';

const newRoot = async (): Promise<string> => realpath(await mkdtemp(join(tmpdir(), 'web-root-')));
const key = `downloads/${'a'.repeat(32)}/Certificate.pdf`;
const file = { key, body: Buffer.from('certificate'), contentType: 'application/pdf' };

artifactStoreContract('a web root', async () => {
  const path = await newRoot();
  return {
    store: createWebRoot({ path }),
    published: (name) => readFile(join(path, name)).catch(() => null),
    close: () => rm(path, { recursive: true }),
  };
});

describe('a web root', () => {
  let path: string;
  beforeEach(async () => {
    path = await newRoot();
  });
  afterEach(async () => {
    await rm(path, { recursive: true, force: true });
  });

  const put = (at = path): Promise<void> => createWebRoot({ path: at, budgetMs: 300 }).put(file);
  const entries = async (): Promise<readonly string[]> => (await readdir(path, { recursive: true })).sort();

  it('lets the web server read files and folders, whatever the umask is', async () => {
    const umask = process.umask(0o077);
    try {
      await put();
    } finally {
      process.umask(umask);
    }
    expect(((await stat(join(path, key))).mode & 0o777).toString(8)).toBe('644');
    expect(((await stat(join(path, 'downloads'))).mode & 0o777).toString(8)).toBe('755');
    expect(((await stat(dirname(join(path, key)))).mode & 0o777).toString(8)).toBe('755');
  });

  it('has no empty folder of a certificate that is gone, and keeps the documented folders', async () => {
    await put();
    await createWebRoot({ path }).remove(key);
    expect(await entries()).toEqual(['downloads']);
  });

  it('leaves a folder that has something else in it', async () => {
    await put();
    await writeFile(join(dirname(join(path, key)), 'note.txt'), 'by hand');
    await createWebRoot({ path }).remove(key);
    expect(await entries()).toContain(`downloads/${'a'.repeat(32)}/note.txt`);
  });

  it('is never made up when it is not there', async () => {
    await expect(put(join(path, 'not-mounted'))).rejects.toMatchObject({ code: 'web-root-missing', retryable: false });
    expect(await entries()).toEqual([]);
  });

  it('says so when it is a file', async () => {
    await writeFile(join(path, 'file'), '');
    await expect(put(join(path, 'file'))).rejects.toMatchObject({ code: 'path-blocked' });
  });

  it('may itself be reached through a symbolic link', async () => {
    await symlink(path, `${path}-link`);
    await put(`${path}-link`);
    await rm(`${path}-link`);
    expect(await readFile(join(path, key), 'utf8')).toBe('certificate');
  });

  it('never publishes, removes or lists through a symbolic link', async () => {
    const outside = await newRoot();
    await mkdir(join(outside, 'a'.repeat(32)));
    await writeFile(join(outside, 'a'.repeat(32), 'Certificate.pdf'), 'not ours');
    await symlink(outside, join(path, 'downloads'));
    const store = createWebRoot({ path });
    await expect(store.put(file)).rejects.toMatchObject({ code: 'path-blocked' });
    await expect(store.remove(key)).rejects.toMatchObject({ code: 'path-blocked' });
    await expect(store.list('downloads/')[Symbol.asyncIterator]().next()).rejects.toMatchObject({
      code: 'path-blocked',
    });
    expect(await readFile(join(outside, 'a'.repeat(32), 'Certificate.pdf'), 'utf8')).toBe('not ours');
    await rm(outside, { recursive: true });
  });

  it('replaces a symbolic link in place of a file, and does not write through it', async () => {
    await mkdir(dirname(join(path, key)), { recursive: true });
    await writeFile(join(path, 'target'), 'not ours');
    await symlink(join(path, 'target'), join(path, key));
    await put();
    expect(await readFile(join(path, 'target'), 'utf8')).toBe('not ours');
    expect(await readFile(join(path, key), 'utf8')).toBe('certificate');
  });

  it('says that a folder is in place of the file', async () => {
    await mkdir(join(path, key), { recursive: true });
    await expect(put()).rejects.toMatchObject({ code: 'path-blocked' });
    expect(await entries()).toEqual(['downloads', `downloads/${'a'.repeat(32)}`, key]);
  });

  it.skipIf(process.getuid?.() === 0)('says that it may not write', async () => {
    await chmod(path, 0o500);
    await expect(put()).rejects.toMatchObject({ code: 'access-denied', retryable: false });
    await chmod(path, 0o700);
  });

  it('lists only names that we would give', async () => {
    await put();
    await writeFile(join(path, 'downloads', '.hidden'), '');
    await writeFile(join(path, 'downloads', 'with space.pdf'), '');
    await symlink('/etc/hostname', join(path, 'downloads', 'link'));
    const keys: string[] = [];
    for await (const file of createWebRoot({ path }).list('downloads/')) keys.push(file.key);
    expect(keys).toEqual([key]);
  });

  describe('finds what a process left that died in the middle of a write', () => {
    const folder = (): string => dirname(join(path, key));
    const dead = (): string =>
      unfinishedName()
        .replace(`-${process.pid}-`, '-99999999-')
        .replace(/-\w{8}-\w{8}$/, '-00000000-00000000');

    it.each([
      ['a listing', async () => void (await createWebRoot({ path }).list('downloads/')[Symbol.asyncIterator]().next())],
      ['the same file stored again', () => put()],
      ['the removal of its neighbour', () => createWebRoot({ path }).remove(key)],
    ])('and %s removes it', async (_, act) => {
      await mkdir(folder(), { recursive: true });
      await writeFile(join(folder(), dead()), 'half');
      await act();
      expect((await entries()).filter((name) => name.includes('unfinished'))).toEqual([]);
    });

    it('but leaves alone what is being written now, also on another host', async () => {
      await mkdir(folder(), { recursive: true });
      const otherHost = dead().replace(/unfinished-\w{8}/, 'unfinished-00000000');
      for (const name of [unfinishedName(), otherHost]) await writeFile(join(folder(), name), 'half');
      await put();
      expect((await entries()).filter((name) => name.includes('unfinished'))).toHaveLength(2);
      const longAgo = new Date(Date.now() - 7_200_000);
      await utimes(join(folder(), otherHost), longAgo, longAgo);
      await put();
      expect((await entries()).filter((name) => name.includes('unfinished'))).toHaveLength(1);
    });
  });

  it('shows whole files only, however often its writer is killed', async () => {
    const bytes = 400_000;
    const { folder, path: program } = await compiled(fileURLToPath(new URL('web-root.writer.ts', import.meta.url)));
    let seen = 0;
    for (let round = 0; round < 12; round += 1) {
      const writer = startWriter(program, path, bytes);
      await once(writer.stdout as Readable, 'data');
      await new Promise((resolve) => setTimeout(resolve, round * 3));
      writer.kill('SIGKILL');
      await once(writer, 'exit');
      for await (const file of createWebRoot({ path }).list('downloads/')) {
        const stored = await readFile(join(path, file.key));
        expect(stored.length).toBe(bytes);
        expect(stored.every((byte) => byte === stored[0])).toBe(true);
        seen += 1;
      }
    }
    await rm(folder, { recursive: true });
    expect(seen).toBeGreaterThan(0);
    expect((await entries()).filter((name) => name.includes('unfinished'))).toEqual([]);
  });
});

/** A process that publishes one file after another, until somebody kills it. */
const startWriter = (program: string, path: string, bytes: number): ChildProcess =>
  spawn(process.execPath, [program, path, String(bytes)], { stdio: ['ignore', 'pipe', 'inherit'] });
