import { type Intervention, interventionsOf, type Watched } from '../../../projections/needs-intervention.ts';
import { comparePositions } from '../../../projections/positions.ts';
import type { CertificateFilter, DayFilter, LogPart, ViewQuestions } from '../../ports/views.ts';
import { arraysOf, type SqliteDatabase, type SqliteValue } from '../event-store/sqlite/driver.ts';
import { storedDaily, storedStatus, storedWatched } from './stored-rows.ts';

type Values = readonly SqliteValue[];
type Condition = readonly [sql: string, value: SqliteValue | undefined];

/** Puts conditions together; those without a value are left out. */
const where = (...conditions: readonly Condition[]) => {
  const given = conditions.filter(([, value]) => value !== undefined);
  const sql = given.length > 0 ? `WHERE ${given.map(([condition]) => condition).join(' AND ')}` : '';
  return { sql, values: given.map(([, value]) => value as SqliteValue) };
};

const conditionsOf = (filter: CertificateFilter): readonly Condition[] => [
  ['c.state = ?', filter.state],
  ['c.course = ?', filter.course],
  ['c.code = ?', filter.reason],
  ['c.changed_at < ?', filter.changedBefore],
  ['c.changed_at >= ?', filter.changedSince],
];

const conditionsOfDays = ({ since, until, type }: DayFilter): readonly Condition[] => [
  ['day >= ?', since],
  ['day <= ?', until],
  ['type = ?', type],
];

/** The questions that are answered from the rows alone. */
export const createQuestions = (database: SqliteDatabase): Omit<ViewQuestions, 'report'> => {
  const all = (sql: string, values: readonly SqliteValue[]): readonly Values[] =>
    arraysOf(database.prepare(sql))(...values) as Values[];

  const dailyCounts = async (filter: DayFilter) => {
    const { sql, values } = where(...conditionsOfDays(filter));
    const columns = storedDaily.columns.join(', ');
    const rows = all(`SELECT ${columns} FROM daily_counts ${sql} ORDER BY day, type, code`, values);
    return rows.map((row) => storedDaily.rowOf(row, ''));
  };

  return {
    countByState: async (filter) => {
      const { sql, values } = where(...conditionsOf(filter));
      const rows = all(`SELECT c.state, count(*) FROM certificate_status c ${sql} GROUP BY c.state`, values);
      return Object.fromEntries(rows.map(([state, count]) => [String(state), Number(count)]));
    },

    certificates: async (filter, { limit, after }) => {
      const { sql, values } = where(...conditionsOf(filter), ['c.number < ?', numberAt(after)]);
      const columns = storedStatus.columns.map((column) => `c.${column}`).join(', ');
      const rows = all(
        `SELECT s.stream, ${columns} FROM certificate_status c CROSS JOIN streams s ON s.number = c.number
         ${sql} ORDER BY c.number DESC LIMIT ?`,
        [...values, limit + 1],
      );
      const certificates = rows.slice(0, limit).map(([stream, ...row]) => storedStatus.rowOf(row, String(stream)));
      return { certificates, after: rows.length > limit ? String(rows[limit - 1]?.[1]) : null };
    },

    interventions: async (answeredBefore) => {
      const columns = storedWatched.columns.map((column) => `w.${column}`).join(', ');
      const from = `SELECT s.stream, ${columns} FROM needs_intervention w CROSS JOIN streams s ON s.number = w.number`;
      const unanswered = all(`${from} WHERE w.posted_at IS NULL AND w.outcome_at < ?`, [answeredBefore]);
      const redelivered = all(`${from} WHERE w.redeliveries >= 2`, []);
      const watched = [...unanswered, ...redelivered].map(([stream, ...row]): [string, Watched] => [
        String(stream),
        storedWatched.rowOf(row, ''),
      ]);
      return interventionsOf(new Map(watched), answeredBefore).sort(bySince);
    },

    dailyCounts,

    partOfLog: async (filter) => {
      // The clocks of several agents differ: the first day of the log's part need not be the first day.
      const counts = await dailyCounts(filter);
      const part: { first: string | null; last: string | null } = { first: null, last: null };
      for (const { first, last } of counts) {
        if (part.first === null || comparePositions(first, part.first) < 0) part.first = first;
        if (part.last === null || comparePositions(last, part.last) > 0) part.last = last;
      }
      return part satisfies LogPart;
    },

    streamsBeginning: async (start, limit) => {
      // What begins with a text stands between it and the same text with the highest character behind it.
      const rows = all('SELECT stream FROM streams WHERE stream >= ? AND stream < ? ORDER BY stream LIMIT ?', [
        start,
        `${start}\u{10ffff}`,
        limit,
      ]);
      return rows.map(([stream]) => String(stream));
    },

    streamsOfFile: async (uuid) => {
      const rows = all(
        `SELECT DISTINCT s.stream FROM (
           SELECT number FROM lms_replies WHERE download_uuid = ?1 UNION SELECT number FROM lms_replies WHERE verify_uuid = ?1
         ) r JOIN streams s ON s.number = r.number`,
        [uuid],
      );
      return rows.map(([stream]) => String(stream));
    },
  };
};

const numberAt = (after: string | undefined): number | undefined => {
  if (after === undefined) return undefined;
  if (!/^[1-9]\d{0,15}$/.test(after)) throw new RangeError('this is not where an earlier page ended');
  return Number(after);
};

const bySince = (a: Intervention, b: Intervention): number => (a.since < b.since ? -1 : Number(a.since > b.since));
