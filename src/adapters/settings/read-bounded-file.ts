import { open } from 'node:fs/promises';

/** A file's text, or why there is none. `absent` is told apart, because an absent file is often fine. */
export type BoundedFile =
  | Readonly<{ outcome: 'read'; text: string; openToOthers: boolean }>
  | Readonly<{ outcome: 'absent' }>
  | Readonly<{ outcome: 'unreadable'; because: string }>;

const OTHERS_READ = 0o004;

/**
 * Reads a regular file of UTF-8 text that somebody else wrote.
 *
 * @param bytesMax what is longer is not read.
 */
export const readBoundedFile = async (path: string, bytesMax: number): Promise<BoundedFile> => {
  try {
    const file = await open(path, 'r');
    try {
      const { mode, size } = await file.stat();
      const isRegular = (mode & 0o170000) === 0o100000;
      // Secrets are also handed over through pipes (`<(command)`), whose size is not known before.
      if (isRegular && size > bytesMax) return tooLong(bytesMax);
      const bytes = Buffer.alloc(bytesMax + 1);
      const length = await fill(file, bytes);
      if (length > bytesMax) return tooLong(bytesMax);
      const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes.subarray(0, length));
      return { outcome: 'read', text, openToOthers: isRegular && (mode & OTHERS_READ) !== 0 };
    } finally {
      await file.close();
    }
  } catch (error) {
    return outcomeOf(error);
  }
};

const tooLong = (bytesMax: number): BoundedFile => ({
  outcome: 'unreadable',
  because: `the file is longer than ${bytesMax} bytes`,
});

type OpenFile = Awaited<ReturnType<typeof open>>;

const fill = async (file: OpenFile, bytes: Uint8Array): Promise<number> => {
  let length = 0;
  while (length < bytes.length) {
    const { bytesRead } = await file.read(bytes, length, bytes.length - length, null);
    if (bytesRead === 0) break;
    length += bytesRead;
  }
  return length;
};

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'this user may not read it',
  EPERM: 'this user may not read it',
  EISDIR: 'it is a folder, not a file',
  ERR_ENCODING_INVALID_ENCODED_DATA: 'it is not UTF-8 text: save it as UTF-8',
};

const outcomeOf = (error: unknown): BoundedFile => {
  if (!(error instanceof Error && 'code' in error && typeof error.code === 'string')) throw error;
  if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return { outcome: 'absent' };
  return { outcome: 'unreadable', because: reasons[error.code] ?? `reading it failed (${error.code})` };
};
