import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { makeFolder } from '../../src/adapters/make-folder.ts';

const here = mkdtempSync(join(tmpdir(), 'make-folder-'));
afterAll(() => rmSync(here, { recursive: true, force: true }));

describe('a folder', () => {
  it('is made with those above it, all of the same mode', async () => {
    await makeFolder(join(here, 'a', 'b', 'c'), 0o700);
    for (const path of ['a', 'a/b', 'a/b/c']) expect(statSync(join(here, path)).mode & 0o777).toBe(0o700);
  });

  it('may be there already, or be made by several at once', async () => {
    await makeFolder(here);
    await Promise.all(Array.from({ length: 10 }, () => makeFolder(join(here, 'x', 'y', 'z'))));
    expect(statSync(join(here, 'x', 'y', 'z')).isDirectory()).toBe(true);
  });

  it('cannot be made where a file is, or below one', async () => {
    writeFileSync(join(here, 'file'), '');
    await expect(makeFolder(join(here, 'file'))).rejects.toThrow('EEXIST');
    await expect(makeFolder(join(here, 'file', 'below'))).rejects.toThrow('EEXIST');
  });

  it.skipIf(!existsSync('/proc/self'))('cannot be made where the system takes none, and the attempt ends', async () => {
    await expect(makeFolder('/proc/certificates/deeper')).rejects.toThrow('ENOENT');
  });
});
