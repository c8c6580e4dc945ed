import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';

const created = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL;

/** The file cannot be written; the message says why, and names no path. */
export class UnwritableFileError extends Error {
  override readonly name = 'UnwritableFileError';
}

/**
 * Writes a file as a whole. A link that stands at its place is never followed.
 *
 * @param mode of the file, less the process's mask.
 * @param overwrite whether a file of that name is replaced, in one step; else it is an error.
 * @throws UnwritableFileError
 */
export const writeFile = async (
  path: string,
  content: Uint8Array | string,
  overwrite: boolean,
  mode = 0o666,
): Promise<void> => {
  const place = overwrite ? `${path}.${randomBytes(6).toString('hex')}.part` : path;
  try {
    const file = await open(place, created, mode);
    try {
      await file.writeFile(content);
      await file.close();
      if (overwrite) await rename(place, path);
    } catch (error) {
      await file.close();
      await rm(place, { force: true });
      throw error;
    }
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause)) throw cause;
    const word = String(cause.code);
    throw new UnwritableFileError(reasons[word] ?? `writing it failed (${word})`, { cause });
  }
};

const reasons: Readonly<Record<string, string>> = {
  EEXIST: 'there is a file of this name already',
  EACCES: 'this user may not write there',
  EPERM: 'this user may not write there',
  EROFS: 'the file system is mounted read-only',
  ENOSPC: 'the disk is full',
  EISDIR: 'there is a folder of this name',
  ENOENT: 'there is no such folder',
};
