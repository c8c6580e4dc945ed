import { stringify } from 'csv-stringify/sync';
import type { PlannedSample } from './sample-plan.ts';

/** What became of one sample: null, or why there is none. */
export type SampleResult = Readonly<{ sample: PlannedSample; reason: string | null }>;

/** Longer names are refused anyway; the report only has to tell which it was. */
const nameCharactersMax = 255;

/**
 * What became of each sample, as CSV (RFC 4180, UTF-8). A cell that a spreadsheet would take for a formula begins with `'`.
 */
export const renderSampleReport = (results: readonly SampleResult[]): string =>
  stringify(
    results.map(({ sample, reason }) => ({
      course: sample.subject.label,
      name: shortened(sample.name),
      file: sample.file,
      ok: reason === null ? 'yes' : 'no',
      reason: reason ?? '',
    })),
    { header: true, columns: [...columns], escape_formulas: true, record_delimiter: 'windows' },
  );

const columns = ['course', 'name', 'file', 'ok', 'reason'] as const;

/** On one line, without what a terminal or a spreadsheet could act upon. */
const shortened = (name: string): string =>
  [...name.slice(0, nameCharactersMax * 2)]
    .slice(0, nameCharactersMax)
    .join('')
    .replace(/[\p{Cc}\p{Cs}\s]+/gu, ' ')
    .trim();
