import { lstat, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { UnwritableFileError, writeFile } from '../adapters/write-file.ts';
import type { PlannedSample, SampleOptions } from './sample-plan.ts';
import { renderSampleReport, type SampleResult } from './sample-report.ts';
import { UsageError } from './usage-error.ts';

type Place = Pick<SampleOptions, 'out' | 'reportFile' | 'overwrite'>;

/**
 * Makes the folder.
 *
 * @throws UsageError when files are in the way: what would fail at the end is told before an hour's work.
 */
export const preparePlace = async (planned: readonly PlannedSample[], place: Place): Promise<void> => {
  const { out, reportFile, overwrite } = place;
  try {
    await mkdir(out, { recursive: true });
  } catch (cause) {
    const word = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown trouble';
    throw new UsageError(`${out} cannot be made a folder for samples (${word})`, { cause });
  }
  if (overwrite) return;
  const paths = [...planned.map(({ file }) => join(out, file)), ...(reportFile === undefined ? [] : [reportFile])];
  for (const path of paths) {
    if (await isThere(path)) {
      throw new UsageError(`${path} is there already: give --overwrite to replace it, or another place`);
    }
  }
};

const isThere = (path: string): Promise<boolean> =>
  lstat(path).then(
    () => true,
    () => false,
  );

/** @returns why it could not be written, null when it was. */
export const saveSample = (file: string, pdf: Uint8Array, { out, overwrite = false }: Place): Promise<string | null> =>
  whyUnwritten(writeFile(join(out, file), pdf, overwrite));

/** @throws UsageError when it cannot be written. */
export const writeReport = async (
  results: readonly SampleResult[],
  { reportFile, overwrite = false }: Place,
): Promise<void> => {
  if (reportFile === undefined) return;
  const because = await whyUnwritten(writeFile(reportFile, renderSampleReport(results), overwrite));
  if (because !== null) throw new UsageError(`the report ${reportFile} was not written: ${because}`);
};

const whyUnwritten = async (writing: Promise<void>): Promise<string | null> => {
  try {
    await writing;
    return null;
  } catch (error) {
    if (error instanceof UnwritableFileError) return error.message;
    throw error;
  }
};
