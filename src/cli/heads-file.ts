import { type FileHandle, open, rm } from 'node:fs/promises';
import { UsageError } from './usage-error.ts';

/** A file of very many lines, written in large pieces. */
export type HeadsFile = Readonly<{
  write: (line: string) => Promise<void>;
  close: () => Promise<void>;
  /** What is not complete is not left lying around. */
  discard: () => Promise<void>;
}>;

const pieceCharacters = 64 * 1024;

/** @throws UsageError when the file cannot be made, as its functions do when it cannot be written. */
export const createHeadsFile = async (path: string): Promise<HeadsFile> => {
  const file: FileHandle = await written(path, open(path, 'wx'));
  let piece = '';
  const flush = async (): Promise<void> => {
    await written(path, file.appendFile(piece));
    piece = '';
  };
  return {
    write: async (line) => {
      piece += line;
      if (piece.length >= pieceCharacters) await flush();
    },
    close: async () => {
      await flush();
      await file.close();
    },
    discard: async () => {
      await file.close();
      await rm(path);
    },
  };
};

const written = async <Result>(path: string, work: Promise<Result>): Promise<Result> => {
  try {
    return await work;
  } catch (cause) {
    const word = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown trouble';
    throw new UsageError(`${path} cannot be written (${word})`, { cause });
  }
};
