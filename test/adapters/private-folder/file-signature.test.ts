import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { fileSignature, isAbsent, isUnchanged, settled } from '../../../src/adapters/private-folder/file-signature.ts';
import { createFolderFixture, type FolderFixture } from './folder-fixture.ts';

let folder: FolderFixture;
beforeEach(() => {
  folder = createFolderFixture();
});
afterEach(() => folder.remove());

it('a file that was left alone for long is unchanged', async () => {
  expect(isUnchanged(await fileSignature(process.execPath), await fileSignature(process.execPath))).toBe(true);
});

it('a file that has just been written may be written again in the same moment: it is never sure to be unchanged', async () => {
  folder.write('a', 'x');
  const signature = await fileSignature(join(folder.path, 'a'));

  expect(isUnchanged(signature, signature)).toBe(false);
  expect(settled(signature)).toBe(settled(await fileSignature(join(folder.path, 'a'))));
});

it('a file that is not there is absent, and stays so unchanged', async () => {
  const signature = await fileSignature(join(folder.path, 'a'));

  expect([isAbsent(signature), isUnchanged(signature, signature)]).toEqual([true, true]);
});
