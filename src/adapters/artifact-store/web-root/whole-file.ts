import { constants } from 'node:fs';
import { open, rename, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { findFolder, syncFolder, unless } from './folders.ts';
import { BelowRootError } from './trouble.ts';
import { removeAbandoned, unfinishedName } from './unfinished.ts';

/**
 * Puts the file in place in one step, for good, and reads it back: whoever looks sees the old file or the new one, never
 * a half, also after a crash or a power cut.
 */
export const writeFile = async (path: string, body: Uint8Array): Promise<void> => {
  const folder = dirname(path);
  const unfinished = join(folder, unfinishedName());
  try {
    await writeDurably(unfinished, body);
    await rename(unfinished, path);
  } catch (error) {
    // The first failure is the one to tell; what stays behind is cleaned up as abandoned.
    await unlink(unfinished).catch(() => undefined);
    throw error;
  }
  await syncFolder(folder);

  const stored = await readNoLink(path);
  if (!Buffer.from(body).equals(stored)) {
    throw new BelowRootError('web-root-not-verified', 'gave back other bytes than were written', { retryable: true });
  }
};

/** Removes the file for good. One that is not there is fine. */
export const removeFile = async (root: string, folders: readonly string[], file: string): Promise<void> => {
  const folder = await findFolder(root, folders);
  if (!folder) return;
  await removeAbandoned(folder);
  await unlink(join(folder, file)).catch(unless('ENOENT'));
  await syncFolder(folder);
};

const writeDurably = async (path: string, body: Uint8Array): Promise<void> => {
  // For the owner only until it is whole.
  const handle = await open(path, 'wx', 0o600);
  try {
    await handle.writeFile(body);
    await handle.chmod(0o644);
    await handle.sync();
  } finally {
    await handle.close();
  }
};

const readNoLink = async (path: string): Promise<Buffer> => {
  const handle = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW);
  try {
    return await handle.readFile();
  } finally {
    await handle.close();
  }
};
