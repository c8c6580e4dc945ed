import { type CertificateStatus, statusAfter } from '../../../projections/certificate-status.ts';
import { type DailyCount, dailyAfter, dailyKeyOf, dailyKindOf } from '../../../projections/daily-counts.ts';
import { type LmsOutcome, outcomeAfter } from '../../../projections/lms-outcomes.ts';
import { type Watched, watchedAfter } from '../../../projections/needs-intervention.ts';
import { isCertificateStream } from '../../../projections/projection.ts';
import { type UnknownType, unknownAfter } from '../../../projections/unknown-types.ts';
import { isUnderstood, type Seen, type ViewName } from '../../../projections/view.ts';
import type { Build } from '../../ports/views.ts';
import type { SqliteDatabase, SqliteValue } from '../event-store/sqlite/driver.ts';
import { createCachedRows } from './cached-rows.ts';
import { createStatements } from './statements.ts';
import { storedDaily, storedOutcome, storedStatus, storedUnknown, storedWatched } from './stored-rows.ts';

/** Events of one stream that stand in one page of the log, in their order, as folds may look at them. */
type Group = Readonly<{
  events: readonly Seen[];
  /** The stream's number, and whether rows of it may be stored already. */
  number: number;
  isNew: boolean;
}>;

/** A view between its fold and its table. What a view has no interest in, it leaves out. */
export type KeptView = Readonly<{
  /** Takes the events of one stream on. */
  foldGroup?: (group: Group) => void;
  /** Takes one event on, as it is stored, in the order of the log. */
  fold?: (seen: Seen) => void;
  /** Writes the rows that have changed. Runs in a transaction of the caller. */
  write: () => void;
}>;

type Create = (database: SqliteDatabase, build: Build) => KeptView;

const statuses: Create = (database, build) => {
  const key = 'number = ?';
  const table = createStatements(database, { view: 'certificate-status', build, columns: storedStatus.columns, key });
  const rows = createCachedRows<number, CertificateStatus>((number) => {
    const values = table.findOne(number);
    return values && storedStatus.rowOf(values, '');
  });
  return {
    foldGroup: ({ events, number, isNew }) => {
      let row = isNew ? undefined : rows.get(number);
      for (const event of events) row = statusAfter(row, event);
      if (row) rows.set(number, row);
    },
    write: () => table.write(valuesOf(rows.takeChanged(), storedStatus.valuesOf)),
  };
};

const watched: Create = (database, build) => {
  const key = 'number = ?';
  const table = createStatements(database, { view: 'needs-intervention', build, columns: storedWatched.columns, key });
  const rows = createCachedRows<number, Watched>((number) => {
    const values = table.findOne(number);
    return values && storedWatched.rowOf(values, '');
  });
  return {
    foldGroup: ({ events, number, isNew }) => {
      const before = isNew ? undefined : rows.get(number);
      let row = before;
      for (const event of events) row = watchedAfter(row, event, event.metadata.$correlationId);
      if (row && row !== before) rows.set(number, row);
    },
    write: () => table.write(valuesOf(rows.takeChanged(), storedWatched.valuesOf)),
  };
};

const outcomes: Create = (database, build) => {
  const key = 'number = ? AND submission = ?';
  const table = createStatements(database, { view: 'lms-replies', build, columns: storedOutcome.columns, key });
  /** The submission that each stream is busy with. */
  const rows = createCachedRows<number, LmsOutcome>(() => undefined);
  /** What changed of others: the answer to an earlier one may come late. */
  const others = new Map<string, Readonly<{ number: number; row: LmsOutcome }>>();
  const keyOf = (number: number, submission: string): string => `${number} ${submission}`;
  const stored = (number: number, submission: string): LmsOutcome | undefined => {
    const values = table.findOne(number, submission);
    return values && storedOutcome.rowOf(values, '');
  };
  const foldOne = (
    event: Seen,
    busy: LmsOutcome | undefined,
    number: number,
    isNew: boolean,
  ): LmsOutcome | undefined => {
    const submission = event.metadata.$correlationId;
    if (busy?.submission === submission) return outcomeAfter(busy, event) ?? busy;
    const other = others.get(keyOf(number, submission))?.row;
    const before = other ?? (isNew ? undefined : stored(number, submission));
    const after = outcomeAfter(before, event);
    if (!after || after === before) return busy;
    if (busy) others.set(keyOf(number, busy.submission), { number, row: busy });
    return after;
  };
  return {
    foldGroup: ({ events, number, isNew }) => {
      const before = isNew ? undefined : rows.get(number);
      let busy = before;
      for (const event of events) busy = foldOne(event, busy, number, isNew);
      if (busy && busy !== before) rows.set(number, busy);
    },
    write: () => {
      const changed = [...others.values()].flatMap(({ number, row }) => storedOutcome.valuesOf(row, number));
      others.clear();
      // The busy ones last: an earlier state of them may be among the others.
      table.write(changed);
      table.write(valuesOf(rows.takeChanged(), storedOutcome.valuesOf));
    },
  };
};

const daily: Create = (database, build) => {
  const key = 'day = ?';
  const table = createStatements(database, { view: 'daily-counts', build, columns: storedDaily.columns, key });
  const days = createCachedRows<string, Map<string, DailyCount>>((day) => {
    const rows = table.find(day).map((values) => storedDaily.rowOf(values, ''));
    return rows.length > 0 ? new Map(rows.map((row) => [dailyKeyOf(row), row])) : undefined;
  });
  let current = { day: '', counts: new Map<string, DailyCount>() };
  return {
    fold: (seen) => {
      const { time } = seen.metadata;
      if (current.day === '' || !time.startsWith(current.day)) {
        const day = time.slice(0, 10);
        current = { day, counts: days.get(day) ?? new Map() };
        days.set(day, current.counts);
      }
      const kind = dailyKeyOf(dailyKindOf(seen));
      current.counts.set(kind, dailyAfter(current.counts.get(kind), seen));
    },
    write: () => {
      current = { day: '', counts: new Map() };
      const rows = [...days.takeChanged().values()].flatMap((counts) => [...counts.values()]);
      table.write(rows.flatMap((row) => storedDaily.valuesOf(row)));
    },
  };
};

const unknownTypes: Create = (database, build) => {
  const key = 'type = ? AND schema = ?';
  const table = createStatements(database, { view: 'unknown-types', build, columns: storedUnknown.columns, key });
  const rows = new Map<string, UnknownType>();
  return {
    fold: (seen) => {
      if (isUnderstood(seen) || !isCertificateStream(seen.stream)) return;
      const { type } = seen.event;
      const { schema } = seen.metadata;
      const values = rows.has(`${schema} ${type}`) ? undefined : table.findOne(type, schema);
      const before = rows.get(`${schema} ${type}`) ?? (values && storedUnknown.rowOf(values, ''));
      rows.set(`${schema} ${type}`, unknownAfter(before, seen));
    },
    write: () => {
      table.write([...rows.values()].flatMap((row) => storedUnknown.valuesOf(row)));
      rows.clear();
    },
  };
};

/** All values of all rows, one behind the other. */
const valuesOf = <Row>(
  rows: ReadonlyMap<number, Row>,
  of: (row: Row, number: number) => readonly SqliteValue[],
): readonly SqliteValue[] => {
  const values: SqliteValue[] = [];
  for (const [number, row] of rows) for (const value of of(row, number)) values.push(value);
  return values;
};

/** How each view takes on an event, and what it keeps in memory until it is written. */
export const createKeptView: Readonly<Record<ViewName, Create>> = {
  'certificate-status': statuses,
  'lms-replies': outcomes,
  'needs-intervention': watched,
  'daily-counts': daily,
  'unknown-types': unknownTypes,
};
