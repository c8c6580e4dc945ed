import { constants } from 'node:fs';
import { access, readFile, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { UnwritableFileError, writeFile } from '../adapters/write-file.ts';
import type { Noted } from '../app/verify-log.ts';
import { UsageError } from './usage-error.ts';

/** What a log held at a time, to be kept where nobody can change it who can change the log. */
type Receipt = Noted & Readonly<{ format: typeof format; time: string }>;

const format = 'certificate-agent log receipt 1';
const receiptBytesMax = 64 * 1024;

/**
 * @throws UsageError when there is something already, since a receipt is never replaced, or when none can be written there:
 * before the whole log is read, not after it.
 */
export const refuseToReplace = async (file: string): Promise<void> => {
  const isThere = await stat(file).then(
    () => true,
    () => false,
  );
  if (isThere) throw new UsageError(`${file} is there already: give another name, a receipt is never replaced`);
  const folder = dirname(file);
  try {
    await access(folder, constants.W_OK);
  } catch (cause) {
    throw new UsageError(`no file can be written in ${folder} (${wordOf(cause)}): give another place`, { cause });
  }
};

/** @returns why it could not be written, null when it was. Half a receipt is never left. */
export const writeReceipt = async (
  file: string,
  { streams, events, position, digest }: Noted,
): Promise<string | null> => {
  const receipt: Receipt = { format, time: new Date().toISOString(), position, streams, events, digest };
  try {
    await writeFile(file, `${JSON.stringify(receipt, null, 2)}\n`, false);
    return null;
  } catch (error) {
    if (error instanceof UnwritableFileError) return error.message;
    throw error;
  }
};

/** @throws UsageError when it is none. */
export const readReceipt = async (file: string): Promise<Receipt> => {
  const receipt = parsed(await textOf(file));
  if (!isReceipt(receipt)) throw new UsageError(`${file} is not a receipt of verify-log`);
  return receipt;
};

const textOf = async (file: string): Promise<string> => {
  try {
    if ((await stat(file)).size > receiptBytesMax) throw new UsageError(`${file} is not a receipt of verify-log`);
    return await readFile(file, 'utf8');
  } catch (cause) {
    if (cause instanceof UsageError) throw cause;
    throw new UsageError(`the receipt ${file} cannot be read (${wordOf(cause)})`, { cause });
  }
};

const wordOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : 'unknown trouble';

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};

const isReceipt = (value: unknown): value is Receipt => {
  if (typeof value !== 'object' || value === null) return false;
  const { format: form, position, streams, events, digest } = value as Partial<Record<keyof Receipt, unknown>>;
  const isPosition = position === null || (typeof position === 'string' && /^\d{1,40}\b/.test(position));
  const isDigest = typeof digest === 'string' && /^[0-9a-f]{64}$/.test(digest);
  return form === format && isPosition && isDigest && [streams, events].every(Number.isSafeInteger);
};
