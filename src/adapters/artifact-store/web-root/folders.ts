import { chmod, lstat, mkdir, open, realpath, rmdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { BelowRootError, wordOf } from './trouble.ts';

/** The root's own path may have symbolic links in it: that is the operator's choice, and it is resolved here, once. */
export const rootFolder = async (path: string): Promise<string> => {
  try {
    const root = await realpath(path);
    if ((await stat(root)).isDirectory()) return root;
  } catch (cause) {
    if (wordOf(cause) !== 'ENOENT') throw cause;
    throw new BelowRootError('web-root-missing', 'is not there; make the folder, or mount what belongs there', {
      cause,
      retryable: false,
    });
  }
  throw new BelowRootError('path-blocked', 'is not a folder', { retryable: false });
};

/** Makes the folders that are missing, readable for everybody, and refuses one that is a symbolic link. */
export const makeFolder = async (root: string, folders: readonly string[]): Promise<string> => {
  let folder = root;
  for (const name of folders) {
    const parent = folder;
    folder = join(parent, name);
    if (await isFolder(folder, name)) continue;
    await mkdir(folder).catch(unless('EEXIST'));
    // The process's umask may have taken away what the web server needs.
    await chmod(folder, 0o755);
    await syncFolder(parent);
  }
  return folder;
};

/** The folder when all of it is there, else null. */
export const findFolder = async (root: string, folders: readonly string[]): Promise<string | null> => {
  let folder = root;
  for (const name of folders) {
    folder = join(folder, name);
    if (!(await isFolder(folder, name))) return null;
  }
  return folder;
};

/** Takes the folders away that became empty, from the innermost; the root and the documented folders in it stay. */
export const removeEmptyFolders = async (root: string, folders: readonly string[]): Promise<void> => {
  for (let depth = folders.length; depth > 1; depth -= 1) {
    const folder = join(root, ...folders.slice(0, depth));
    try {
      await rmdir(folder);
    } catch (error) {
      const word = wordOf(error);
      if (word === 'ENOTEMPTY' || word === 'EEXIST') return;
      if (word !== 'ENOENT') throw error;
      continue;
    }
    await syncFolder(dirname(folder));
  }
};

/** Makes names in the folder outlast a power cut. Windows cannot do that, and needs it less. */
export const syncFolder = async (folder: string): Promise<void> => {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
};

const isFolder = async (folder: string, name: string): Promise<boolean> => {
  const found = await lstat(folder).catch(unless('ENOENT'));
  if (!found) return false;
  if (found.isDirectory()) return true;
  const what = found.isSymbolicLink() ? 'a symbolic link, which is never followed' : 'not a folder';
  throw new BelowRootError('path-blocked', `has something in its way: ${name} is ${what}`, { retryable: false });
};

/** Lets one expected failure pass as undefined. */
export const unless =
  (expected: string) =>
  (error: unknown): undefined => {
    if (wordOf(error) !== expected) throw error;
    return undefined;
  };
