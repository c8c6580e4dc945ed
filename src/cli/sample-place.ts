import { constants } from 'node:fs';
import { access, lstat, realpath } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { makeFolder } from '../adapters/make-folder.ts';
import { UnwritableFileError, writeFile } from '../adapters/write-file.ts';
import { visibleText } from '../config/visible-text.ts';
import type { PlannedSample, SampleOptions } from './sample-plan.ts';
import { renderSampleReport, type SampleResult } from './sample-report.ts';
import { UsageError } from './usage-error.ts';

type Place = Pick<SampleOptions, 'out' | 'reportFile' | 'overwrite'>;

/**
 * Makes the folder.
 *
 * @throws UsageError when something is in the way: what would fail at the end is told before an hour's work.
 */
export const preparePlace = async (planned: readonly PlannedSample[], place: Place): Promise<void> => {
  const { out, reportFile, overwrite } = place;
  await told(`${visibleText(out)} cannot be made a folder for samples`, () => makeFolder(out));
  await told(`no file can be written in ${visibleText(out)}`, () => access(out, constants.W_OK));
  if (reportFile !== undefined) await prepareReport(reportFile, planned, out);
  const paths = [...planned.map(({ file }) => join(out, file)), ...(reportFile === undefined ? [] : [reportFile])];
  for (const path of paths) {
    const what = await whatIsAt(path);
    if (what === 'folder') throw new UsageError(`${visibleText(path)} is a folder: give another place`);
    if (what === 'nothing' || overwrite) continue;
    throw new UsageError(`${visibleText(path)} is there already: give --overwrite to replace it, or another place`);
  }
};

/** The report must have a folder of its own choice, and no sample's name, in whatever way its path is written. */
const prepareReport = async (path: string, planned: readonly PlannedSample[], out: string): Promise<void> => {
  const folder = dirname(path);
  const cannot = `the report cannot be written in ${visibleText(folder)}: give a folder that is there`;
  await told(cannot, () => access(folder, constants.W_OK));
  if ((await realpath(folder)) !== (await realpath(out))) return;
  const name = basename(path).toLowerCase();
  if (!planned.some(({ file }) => file.toLowerCase() === name)) return;
  throw new UsageError(`${visibleText(path)} is the name of a sample: give the report another one`);
};

const told = async (words: string, doing: () => Promise<void>): Promise<void> => {
  try {
    await doing();
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause)) throw cause;
    throw new UsageError(`${words} (${cause.code})`, { cause });
  }
};

const whatIsAt = (path: string): Promise<'nothing' | 'folder' | 'file'> =>
  lstat(path).then(
    (found) => (found.isDirectory() ? 'folder' : 'file'),
    () => 'nothing',
  );

/** @returns why it could not be written, null when it was. */
export const saveSample = (file: string, pdf: Uint8Array, { out, overwrite = false }: Place): Promise<string | null> =>
  whyUnwritten(writeFile(join(out, file), pdf, overwrite));

/** @returns why it could not be written, null when it was, or when none was asked for. */
export const writeReport = async (
  results: readonly SampleResult[],
  { reportFile, overwrite = false }: Place,
): Promise<string | null> =>
  reportFile === undefined ? null : whyUnwritten(writeFile(reportFile, renderSampleReport(results), overwrite));

const whyUnwritten = async (writing: Promise<void>): Promise<string | null> => {
  try {
    await writing;
    return null;
  } catch (error) {
    if (error instanceof UnwritableFileError) return error.message;
    throw error;
  }
};
