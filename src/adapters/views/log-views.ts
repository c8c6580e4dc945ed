import { type DailyCount, dailyAfter, dailyKeyOf, dailyKindOf } from '../../../projections/daily-counts.ts';
import { isCertificateStream } from '../../../projections/projection.ts';
import { type UnknownType, unknownAfter } from '../../../projections/unknown-types.ts';
import { isUnderstood } from '../../../projections/view.ts';
import { createCachedRows } from './cached-rows.ts';
import type { CreateKeptView } from './kept-view.ts';
import { createStatements } from './statements.ts';
import { storedDaily, storedUnknown } from './stored-rows.ts';

/** How often what happened on each day. */
export const createDaily: CreateKeptView = (database, build) => {
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

/** What only a newer program understands. */
export const createUnknownTypes: CreateKeptView = (database, build) => {
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
