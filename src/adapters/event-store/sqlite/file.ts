import { mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { CorruptEventStoreError, EventStoreUnavailableError } from '../../../ports/event-store.ts';
import { remedy } from './sqlite-trouble.ts';

/** In the header of every store, so that no other program's file is taken for one: "Cert". */
export const applicationId = 0x43657274;

const headerBytes = 100;
const magic = Buffer.from('SQLite format 3\0', 'latin1');
const applicationIdAt = 68;

/**
 * Makes the file, and its folder, for its owner only; or looks at the one that is there, without changing a byte of it.
 *
 * @throws CorruptEventStoreError when it holds anything but one of our stores.
 * @throws EventStoreUnavailableError when it can be neither made nor read.
 */
export const prepareFile = async (path: string): Promise<void> => {
  let header: Buffer;
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const file = await open(path, 'a+', 0o600);
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(headerBytes), 0, headerBytes, 0);
      header = buffer.subarray(0, bytesRead);
    } finally {
      await file.close();
    }
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown trouble';
    throw new EventStoreUnavailableError(`event store ${path} can be neither made nor opened (${code})`, { cause });
  }
  const problem = problemOf(header);
  if (problem) throw new CorruptEventStoreError(`event store ${path}: ${problem}; nothing was changed. ${remedy}`);
};

const problemOf = (header: Buffer): string | null => {
  if (header.length === 0) return null;
  if (!header.subarray(0, magic.length).equals(magic.subarray(0, header.length))) {
    return 'the file is not a SQLite database';
  }
  if (header.length < headerBytes) return 'the file is cut off';
  // Written before the file goes over to WAL mode, so it is here and not in the log beside it.
  if (header.readUInt32BE(applicationIdAt) !== applicationId) return "the file is another program's database";
  return null;
};
