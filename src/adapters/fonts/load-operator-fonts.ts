import { constants } from 'node:fs';
import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { SettingsProblem } from '../../config/settings-problem.ts';
import { type ExaminedFont, examineFont, UnusableFontError } from './examine-font.ts';
import type { FontFamily } from './font-family.ts';
import { operatorFamilies } from './operator-families.ts';

const FILES_MAX = 64;
const FILE_BYTES_MAX = 33_554_432;
const ALL_BYTES_MAX = 134_217_728;

/**
 * Reads the operator's own fonts: every `.ttf` file in the folder itself. A folder that is not there has none.
 *
 * @param folder `template_data/fonts` in CERT_PRIVATE_DIR; null without one.
 */
export const loadOperatorFonts = async (
  folder: string | null,
): Promise<readonly FontFamily[] | Readonly<{ problems: readonly SettingsProblem[] }>> => {
  if (folder === null) return [];
  const names = await fontFilesIn(folder);
  if ('problems' in names) return names;
  if (names.length > FILES_MAX) return { problems: [unusable(folder, `it holds more than ${FILES_MAX} fonts`)] };

  const fonts: ExaminedFont[] = [];
  const problems: SettingsProblem[] = [];
  let bytesLeft = ALL_BYTES_MAX;
  for (const name of names) {
    const path = join(folder, name);
    try {
      const bytes = await readFont(path, Math.min(FILE_BYTES_MAX, bytesLeft));
      bytesLeft -= bytes.length;
      fonts.push(examineFont(bytes));
    } catch (error) {
      problems.push(unusable(path, reasonOf(error)));
    }
  }
  return problems.length > 0 ? { problems } : operatorFamilies(fonts);
};

/** In the order of their names, so that two machines prefer the same font. */
const fontFilesIn = async (
  folder: string,
): Promise<readonly string[] | Readonly<{ problems: readonly SettingsProblem[] }>> => {
  try {
    const names = await readdir(folder);
    return names.filter((name) => /\.ttf$/i.test(name)).sort();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    return { problems: [unusable(folder, reasonOf(error))] };
  }
};

/** Links are not followed: what is in the folder is what is meant. */
const readFont = async (path: string, bytesMax: number): Promise<Uint8Array> => {
  const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    const status = await file.stat();
    if (!status.isFile()) throw new UnusableFontError('it is not a file');
    if (status.size > bytesMax)
      throw new UnusableFontError(`it has more than the ${bytesMax} bytes that are left for it`);
    const bytes = Buffer.alloc(status.size);
    const { bytesRead } = await file.read(bytes, 0, status.size, 0);
    if (bytesRead < status.size) throw new UnusableFontError('it changed while it was read');
    return bytes;
  } finally {
    await file.close();
  }
};

const reasons: Readonly<Record<string, string>> = {
  ELOOP: 'it is a link; put the file itself there',
  EACCES: 'this user may not read it',
  EPERM: 'this user may not read it',
};

const reasonOf = (error: unknown): string => {
  if (error instanceof UnusableFontError) return error.message;
  if (!(error instanceof Error && 'code' in error && typeof error.code === 'string')) throw error;
  return reasons[error.code] ?? `reading it failed (${error.code})`;
};

const unusable = (where: string, message: string): SettingsProblem => ({
  code: 'font-unusable',
  origin: { kind: 'file', where },
  message,
});
