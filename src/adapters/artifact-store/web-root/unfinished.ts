import { createHash, randomBytes } from 'node:crypto';
import { opendir, stat, unlink } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { unless } from './folders.ts';
import { wordOf } from './trouble.ts';

/** Hidden, and no key of ours: a web server's default and our own list pass over it. */
const pattern = /^\.unfinished-([0-9a-f]{8})-([0-9]{1,10})-([0-9a-f]{8})-[0-9a-f]{8}$/;

const host = createHash('sha256').update(hostname()).digest('hex').slice(0, 8);
/** A process id is soon given to another process, and in a container it is 1 every time. */
const process8 = randomBytes(4).toString('hex');

/** Another host's processes cannot be looked up; no write takes that long. */
const abandonedAfterMs = 3_600_000;

/** A new name for a file that is being written. It tells whose it is. */
export const unfinishedName = (): string =>
  `.unfinished-${host}-${process.pid}-${process8}-${randomBytes(4).toString('hex')}`;

/** Removes what processes that died in the middle of a write left in this folder. */
export const removeAbandoned = async (folder: string): Promise<void> => {
  for await (const { name } of await opendir(folder)) {
    if (await isAbandoned(folder, name)) await unlink(join(folder, name)).catch(unless('ENOENT'));
  }
};

const isAbandoned = async (folder: string, name: string): Promise<boolean> => {
  const [, itsHost, pid, itsProcess] = pattern.exec(name) ?? [];
  if (!itsHost || itsProcess === process8) return false;
  if (itsHost === host && !isRunning(Number(pid))) return true;
  const found = await stat(join(folder, name)).catch(unless('ENOENT'));
  return found !== undefined && Date.now() - found.mtimeMs > abandonedAfterMs;
};

/** Our own id with another process's mark belonged to a process before us. */
const isRunning = (pid: number): boolean => {
  if (pid === process.pid) return false;
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return wordOf(error) !== 'ESRCH';
  }
};
