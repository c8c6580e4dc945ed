import type { DailyCount } from '../../../projections/daily-counts.ts';
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

    partOfLog: async ({ since = '', until = '\u{10ffff}' }) => partOf(await dailyCounts({}), { since, until }),

    streamsOfCourse: async (course) => {
      const from = 'certificate_status c CROSS JOIN streams s ON s.number = c.number';
      return new Set(
        all(`SELECT s.stream FROM ${from} WHERE c.course = ?`, [course]).map(([stream]) => String(stream)),
      );
    },

    streamsBeginning: async (start, limit) => {
      // What begins with a text stands between it and the same text with the highest character behind it.
      const begins = 'stream >= ?1 AND stream < ?2';
      const rows = all(
        `SELECT stream FROM streams WHERE ${begins}
         UNION SELECT stream FROM damaged WHERE ${begins} ORDER BY stream LIMIT ?3`,
        [start, `${start}\u{10ffff}`, limit],
      );
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

/** The clocks of several agents differ: a day's events may stand between those of another one. */
const partOf = (
  counts: readonly DailyCount[],
  { since, until }: Readonly<{ since: string; until: string }>,
): LogPart | null => {
  const wanted = counts.filter(({ day }) => day >= since && day <= until);
  const first = edgeOf(wanted.map((count) => count.first));
  const last = edgeOf(
    wanted.map((count) => count.last),
    -1,
  );
  if (first === null || last === null) return null;
  const before = counts.flatMap((count) => [count.first, count.last]).filter((at) => comparePositions(at, first) < 0);
  return { after: edgeOf(before, -1), last };
};

/** The lowest of some positions, or the highest. */
const edgeOf = (positions: readonly string[], sign: 1 | -1 = 1): string | null =>
  positions.reduce<string | null>(
    (edge, at) => (edge === null || sign * comparePositions(at, edge) < 0 ? at : edge),
    null,
  );

const numberAt = (after: string | undefined): number | undefined => {
  if (after === undefined) return undefined;
  if (!/^[1-9]\d{0,15}$/.test(after)) throw new RangeError('this is not where an earlier page ended');
  return Number(after);
};

const bySince = (a: Intervention, b: Intervention): number => (a.since < b.since ? -1 : Number(a.since > b.since));
