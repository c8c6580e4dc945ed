import { open, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { CorruptEventStoreError, EventStoreUnavailableError } from '../../../ports/event-store.ts';
import { makeFolder } from '../../make-folder.ts';
import { remedy } from './sqlite-trouble.ts';

/** In the header of every store, so that no other program's file is taken for one: "Cert". */
export const applicationId = 0x43657274;

/** Where SQLite's file format has what is looked at here. */
const headerBytes = 100;
const magic = Buffer.from('SQLite format 3\0', 'latin1');
const pageBytesAt = 16;
const pagesAt = 28;
const applicationIdAt = 68;

/**
 * Makes the file, and its folder, for its owner only; or looks at the one that is there, without changing a byte of it.
 *
 * @throws CorruptEventStoreError when it holds anything but one of our stores.
 * @throws EventStoreUnavailableError when it can be neither made nor read.
 */
export const prepareFile = async (path: string): Promise<void> => {
  const problem = await makeOrExamine(path).catch((cause) => {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown trouble';
    throw new EventStoreUnavailableError(`event store ${path} can be neither made nor opened (${code})`, { cause });
  });
  if (problem) throw new CorruptEventStoreError(`event store ${path}: ${problem}; nothing was changed. ${remedy}`);
};

/** @returns what is wrong with the file that is there. */
const makeOrExamine = async (path: string): Promise<string | null> => {
  await makeFolder(dirname(path), 0o700);
  const hadLog = (await sizeOf(`${path}-wal`)) > 0;
  const file = await open(path, 'a+', 0o600);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(headerBytes), 0, headerBytes, 0);
    // SQLite would take the log for a leftover and throw it away; it may be all that is left of the history.
    if (bytesRead === 0) return hadLog ? 'the file is empty, but its log is there' : null;
    const problem = problemOf(buffer.subarray(0, bytesRead));
    if (problem) return problem;

    // In this order: another process may be writing. Its pages are in the file before its log is empty.
    const isInLog = (await sizeOf(`${path}-wal`)) > 0 || (await sizeOf(`${path}-journal`)) > 0;
    const isCutOff = !isInLog && (await sizeOf(path)) < bytesOf(buffer);
    return isCutOff ? 'the file is cut off' : null;
  } finally {
    await file.close();
  }
};

const problemOf = (header: Buffer): string | null => {
  if (!header.subarray(0, magic.length).equals(magic.subarray(0, header.length))) {
    return 'the file is not a SQLite database';
  }
  if (header.length < headerBytes) return 'the file is cut off';
  // Written before the file goes over to WAL mode, so it is here and not in the log beside it.
  if (header.readUInt32BE(applicationIdAt) !== applicationId) return "the file is another program's database";
  return null;
};

/** How large a file is by its own header. A page of 65,536 bytes does not fit the field, and is written as 1. */
const bytesOf = (header: Buffer): number => {
  const pageBytes = header.readUInt16BE(pageBytesAt);
  return (pageBytes === 1 ? 65_536 : pageBytes) * header.readUInt32BE(pagesAt);
};

const sizeOf = async (path: string): Promise<number> => {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return 0;
    throw error;
  }
};
