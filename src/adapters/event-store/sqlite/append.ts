import { type ExpectedRevision, RevisionConflictError } from '../../../ports/event-store.ts';
import { verdictOn } from '../append-verdict.ts';
import { createCellReader } from './cell-reader.ts';
import type { EventValues } from './decode.ts';
import type { SqliteDatabase } from './driver.ts';
import type { CarryOut } from './group-commit.ts';
import { inTransaction } from './transaction.ts';

/** One caller's events for one stream. */
export type Append = Readonly<{ stream: string; expected: ExpectedRevision; events: readonly EventValues[] }>;

/** Writes waiting appends in one transaction; each is judged by what is stored, the earlier ones of the group included. */
export const createAppender = (database: SqliteDatabase): CarryOut<Append, bigint> => {
  const insertBehind = createInsertBehind(database);
  const judge = createJudge(database);

  const appendOne = ({ stream, expected, events }: Append): bigint | RevisionConflictError => {
    const before = expected === 'no-stream' ? -1 : Number(expected);
    // All but the first stand behind the one that was just written.
    const isWritten = events.every((event, at) => insertBehind(stream, before + at, event));
    return isWritten ? BigInt(before + events.length) : judge({ stream, expected, events });
  };

  return (group) => {
    const [only, another] = group;
    // One event is one statement, and that is a transaction by itself.
    if (only && !another && only.events.length === 1) return [appendOne(only)];
    return inTransaction(database, () => group.map(appendOne));
  };
};

/**
 * Writes an event when the stream's last revision is `before`, in one statement: a question beforehand would cost as much
 * again. @returns false when it is another.
 */
const createInsertBehind = (database: SqliteDatabase) => {
  const insert = database.prepare(
    `INSERT INTO events (stream, revision, id, type, data, correlation, reached, time, schema, metadata)
     SELECT ?1, ?2 + 1, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10
     WHERE (SELECT coalesce(max(revision), -1) FROM events WHERE stream = ?1) = ?2`,
  );
  return (stream: string, before: number, event: EventValues): boolean => {
    const { id, type, data, correlation, reached, time, schema, metadata } = event;
    return insert.run(stream, before, id, type, data, correlation, reached, time, schema, metadata).changes > 0;
  };
};

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
      idsFrom: (revision, count) => selectIds(stream, Number(revision), count).texts,
    });
    return verdict.kind === 'repeated' ? verdict.last : new RevisionConflictError(stream, expected);
  };
};
