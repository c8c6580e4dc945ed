import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { statusAfter } from '../../../projections/certificate-status.ts';
import { dailyAfter, dailyKeyOf, dailyKindOf } from '../../../projections/daily-counts.ts';
import { outcomeAfter } from '../../../projections/lms-outcomes.ts';
import { watchedAfter } from '../../../projections/needs-intervention.ts';
import { isCertificateStream } from '../../../projections/projection.ts';
import { unknownAfter } from '../../../projections/unknown-types.ts';
import { readable, type Seen } from '../../../projections/view.ts';
import { loadSqliteDriver, type SqliteValue } from '../../../src/adapters/event-store/sqlite/driver.ts';
import {
  storedDaily,
  storedOutcome,
  storedStatus,
  storedUnknown,
  storedWatched,
} from '../../../src/adapters/views/stored-rows.ts';

type Rows = Readonly<Record<string, readonly (readonly SqliteValue[])[]>>;

const tables = {
  certificate_status: storedStatus.columns,
  lms_replies: storedOutcome.columns,
  needs_intervention: storedWatched.columns,
  daily_counts: storedDaily.columns,
  unknown_types: storedUnknown.columns,
} as const;

/** Every row of every view as it is in the newest file of a folder, sorted. */
export const storedRowsIn = async (folder: string): Promise<Rows> => {
  const newest =
    readdirSync(folder)
      .filter((name) => name.endsWith('.db'))
      .sort()
      .at(-1) ?? '';
  const database = (await loadSqliteDriver()).open(join(folder, newest));
  const rows = Object.entries(tables).map(([table, columns]) => {
    const found = database.prepare(`SELECT ${columns.join(', ')} FROM ${table}`).all() as Record<string, SqliteValue>[];
    return [table, found.map((row) => columns.map((column) => row[column] ?? null)).sort(asText)] as const;
  });
  database.close();
  return Object.fromEntries(rows);
};

/** The same, folded in memory from the first event on, with none of the machinery. */
export const foldedRows = (log: readonly Seen[]): Rows => {
  const numbers = new Map<string, number>();
  const statuses = new Map<number, Parameters<typeof storedStatus.valuesOf>[0]>();
  const watched = new Map<number, Parameters<typeof storedWatched.valuesOf>[0]>();
  const outcomes = new Map<string, readonly [Parameters<typeof storedOutcome.valuesOf>[0], number]>();
  const daily = new Map<string, Parameters<typeof storedDaily.valuesOf>[0]>();
  const unknown = new Map<string, Parameters<typeof storedUnknown.valuesOf>[0]>();
  for (const seen of log) {
    const day = `${seen.metadata.time.slice(0, 10)} ${dailyKeyOf(dailyKindOf(seen))}`;
    daily.set(day, dailyAfter(daily.get(day), seen));
    if (!isCertificateStream(seen.stream)) continue;
    const number = numbers.get(seen.stream) ?? Number.parseInt(seen.position, 10);
    numbers.set(seen.stream, number);
    const event = readable(seen);
    const submission = seen.metadata.$correlationId;
    statuses.set(number, statusAfter(statuses.get(number), event));
    const watch = watchedAfter(watched.get(number), event, submission);
    if (watch) watched.set(number, watch);
    const outcome = outcomeAfter(outcomes.get(`${number} ${submission}`)?.[0], event);
    if (outcome) outcomes.set(`${number} ${submission}`, [outcome, number]);
    const type = `${seen.metadata.schema} ${seen.event.type}`;
    if (event !== seen) unknown.set(type, unknownAfter(unknown.get(type), seen));
  }
  return {
    certificate_status: [...statuses].map(([number, row]) => storedStatus.valuesOf(row, number)).sort(asText),
    lms_replies: [...outcomes.values()].map((row) => storedOutcome.valuesOf(...row)).sort(asText),
    needs_intervention: [...watched].map(([number, row]) => storedWatched.valuesOf(row, number)).sort(asText),
    daily_counts: [...daily.values()].map((row) => storedDaily.valuesOf(row)).sort(asText),
    unknown_types: [...unknown.values()].map((row) => storedUnknown.valuesOf(row)).sort(asText),
  };
};

const asText = (a: readonly unknown[], b: readonly unknown[]): number => (String(a) < String(b) ? -1 : 1);
