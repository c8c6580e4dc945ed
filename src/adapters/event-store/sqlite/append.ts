import { type ExpectedRevision, RevisionConflictError } from '../../../ports/event-store.ts';
import { verdictOn } from '../append-verdict.ts';
import { createCellReader } from './cell-reader.ts';
import type { EventValues } from './decode.ts';
import { runWith, type SqliteDatabase } from './driver.ts';
import type { CarryOut } from './group-commit.ts';
import { inTransaction } from './transaction.ts';

/** One caller's events for one stream. */
export type Append = Readonly<{ stream: string; expected: ExpectedRevision; events: readonly EventValues[] }>;

/** Writes waiting appends in one transaction; each is judged by what is stored, the earlier ones of the group included. */
export const createAppender = (database: SqliteDatabase): CarryOut<Append, bigint> => {
  const insert = createInsert(database);
  const judge = createJudge(database);

  const appendOne = ({ stream, expected, events }: Append): bigint | RevisionConflictError => {
    const first = expected === 'no-stream' ? 0 : Number(expected) + 1;
    // All but the first stand behind the one that was just written.
    const isWritten = events.every((event, at) => insert(stream, first + at, event, first > 0 && at === 0));
    return isWritten ? BigInt(first + events.length - 1) : judge({ stream, expected, events });
  };

  return (group) => {
    const [only, another] = group;
    // One event is one statement, and that is a transaction by itself.
    if (only && !another && only.events.length === 1) return [appendOne(only)];
    return inTransaction(database, () => group.map(appendOne));
  };
};

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

  return (stream: string, revision: number, event: EventValues, isBehind: boolean): boolean => {
    const { id, type, data, correlation, reached, time, schema, metadata } = event;
    const values = [stream, revision, id, type, data, correlation, reached, time, schema, metadata];
    return runWith(isBehind ? insertBehind : insert, values).changes > 0;
  };
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
