import { stat } from 'node:fs/promises';

/** File systems tell times in ticks: what was changed so shortly before may change again and look the same. */
const TICK_MS = 2_000;

const absent = 'absent';
const unsettled = ':unsettled';

/** Something that is another when the file, or the list of a folder's files, is another. */
export const fileSignature = async (path: string): Promise<string> => {
  try {
    const { dev, ino, size, mtimeNs, ctimeNs, ctimeMs } = await stat(path, { bigint: true });
    const isFresh = Math.abs(Date.now() - Number(ctimeMs)) < TICK_MS;
    return [dev, ino, size, mtimeNs, ctimeNs].join(':') + (isFresh ? unsettled : '');
  } catch (error) {
    if (error instanceof Error && 'code' in error) return error.code === 'ENOENT' ? absent : `trouble ${error.code}`;
    throw error;
  }
};

/** True when nothing has changed between the two, for sure. */
export const isUnchanged = (before: string, after: string): boolean => before === after && !before.endsWith(unsettled);

/** The same for a file that has just been changed and one that was changed long ago. */
export const settled = (signature: string): string => signature.replace(unsettled, '');

export const isAbsent = (signature: string): boolean => signature === absent;
