import { readdir } from 'node:fs/promises';
import { viewsVersion } from '../../../projections/view.ts';
import { makeFolder } from '../make-folder.ts';

/**
 * The file's name has the version of the tables, so that two versions of the program never fight over one, and a number
 * that counts up when a file cannot be used: an open file is never replaced under a process that has it open.
 */
export const fileNameOf = (generation: number): string => `views-${viewsVersion}.${generation}.db`;

/** The highest number of a file of this version, 0 when there is none. Makes the folder. */
export const newestGeneration = async (folder: string): Promise<number> => {
  await makeFolder(folder, 0o700);
  const pattern = new RegExp(`^views-${viewsVersion}\\.(\\d{1,6})\\.db$`);
  const numbers = (await readdir(folder)).map((name) => Number(pattern.exec(name)?.[1] ?? 0));
  return Math.max(0, ...numbers);
};
