import { type ExpectedRevision, RevisionConflictError } from '../../../ports/event-store.ts';
import { verdictOn } from '../append-verdict.ts';
import { createCellReader } from './cell-reader.ts';
import type { EventValues } from './decode.ts';
import { runWith, type SqliteDatabase, type SqliteStatement, type SqliteValue } from './driver.ts';
import type { CarryOut } from './group-commit.ts';
import { inTransaction } from './transaction.ts';

/** One caller's events for one stream. */
export type Append = Readonly<{ stream: string; expected: ExpectedRevision; events: readonly EventValues[] }>;

/** Writes waiting appends in one transaction; each is judged by what is stored, the earlier ones of the group included. */
export const createAppender = (database: SqliteDatabase): CarryOut<Append, bigint> => {
  const insert = createInsert(database);
  const insertTogether = createInsertTogether(database);
  const judge = createJudge(database);

  const appendOne = (append: Append): bigint | RevisionConflictError => {
    const { stream, events } = append;
    const first = Number(revisionOf(append));
    // All but the first stand behind the one that was just written.
    const isWritten = events.every((event, at) => insert(stream, first + at, event, first > 0 && at === 0));
    return isWritten ? BigInt(first + events.length - 1) : judge(append);
  };

  return (group) => {
    const [only, another] = group;
    // One event is one statement, and that is a transaction by itself.
    if (only && !another && only.events.length === 1) return [appendOne(only)];
    return inTransaction(database, () => {
      const written = insertTogether(group.filter(({ events }) => events.length === 1));
      return group.map((append) => (written.has(append) ? revisionOf(append) : appendOne(append)));
    });
  };
};

/** Of its first event. */
const revisionOf = ({ expected }: Append): bigint => (expected === 'no-stream' ? 0n : expected + 1n);

/**
 * Writes an event at a revision, in one statement: a question beforehand would cost as much again.
 *
 * @returns false when another event stands there, or when `isBehind` and nothing stands before it.
 */
const createInsert = (database: SqliteDatabase) => {
  const into = `INSERT INTO events (${columns.join(', ')})`;
  const numbered = columns.map((_, at) => `?${at + 1}`).join(', ');
  const unlessTaken = 'ON CONFLICT (stream, revision) DO NOTHING';
  const insert = database.prepare(`${into} VALUES (${numbered}) ${unlessTaken}`);
  // Looking costs a third more: where nothing can be missing, it is left out.
  const previous = 'SELECT 1 FROM events WHERE stream = ?1 AND revision = ?2 - 1';
  const insertBehind = database.prepare(`${into} SELECT ${numbered} WHERE EXISTS (${previous}) ${unlessTaken}`);

  return (stream: string, revision: number, event: EventValues, isBehind: boolean): boolean =>
    runWith(isBehind ? insertBehind : insert, rowOf(stream, revision, event)).changes > 0;
};

/** In the order of `columns`. */
const rowOf = (
  stream: string,
  revision: number,
  { id, type, data, correlation, reached, time, schema, metadata }: EventValues,
): readonly SqliteValue[] => [stream, revision, id, type, data, correlation, reached, time, schema, metadata];

/** So many rows are written by one statement, which costs four fifths of what it does one by one. */
const rowsTogether = [64, 16, 4];

/**
 * Writes single events, as long as nothing stands in their way.
 *
 * @returns those that are written for certain. Of the others some may be as well: they are met again as their own repetition.
 */
const createInsertTogether = (database: SqliteDatabase) => {
  const previous = 'SELECT 1 FROM events WHERE stream = row.column1 AND revision = row.column2 - 1';
  const row = `(${columns.map(() => '?').join(', ')})`;
  const statements = new Map<number, SqliteStatement>();
  const prepare = (count: number): SqliteStatement => {
    const rows = Array.from({ length: count }, () => row).join(', ');
    const statement = database.prepare(`
      INSERT INTO events (${columns.join(', ')})
      SELECT * FROM (VALUES ${rows}) AS row WHERE row.column2 = 0 OR EXISTS (${previous})
      ON CONFLICT (stream, revision) DO NOTHING`);
    statements.set(count, statement);
    return statement;
  };

  return (appends: readonly Append[]): ReadonlySet<Append> => {
    const written = new Set<Append>();
    for (const count of rowsTogether) {
      while (appends.length - written.size >= count) {
        const together = appends.slice(written.size, written.size + count);
        const { changes } = runWith(statements.get(count) ?? prepare(count), rowsOf(together));
        if (Number(changes) < count) return written;
        for (const append of together) written.add(append);
      }
    }
    return written;
  };
};

/** The rows of single events, one behind the other. (`flatMap` would take a tenth of an append's time.) */
const rowsOf = (appends: readonly Append[]): readonly SqliteValue[] => {
  const values: SqliteValue[] = [];
  for (const append of appends) {
    const revision = Number(revisionOf(append));
    for (const event of append.events) values.push(...rowOf(append.stream, revision, event));
  }
  return values;
};

const columns = [
  'stream',
  'revision',
  'id',
  'type',
  'data',
  'correlation',
  'reached',
  'time',
  'schema',
  'metadata',
] as const;

/** What an append comes to that was not written: a repetition, or another writer was faster. */
const createJudge = (database: SqliteDatabase) => {
  const selectHead = database.prepare('SELECT max(revision) AS head FROM events WHERE stream = ?');
  const selectIds = createCellReader(database, {
    columns: ['id'],
    rows: 'SELECT id FROM events WHERE stream = ? AND revision >= ? ORDER BY revision LIMIT ?',
  });

  return ({ stream, expected, events }: Append): bigint | RevisionConflictError => {
    const [row] = selectHead.all(stream) as { head: number | null }[];
    const verdict = verdictOn({
      expected,
      head: BigInt(row?.head ?? -1),
      ids: events.map(({ id }) => id),
      idsFrom: (revision, count) => selectIds.read(stream, Number(revision), count).texts,
    });
    return verdict.kind === 'repeated' ? verdict.last : new RevisionConflictError(stream, expected);
  };
};
