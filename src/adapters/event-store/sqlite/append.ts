import { type ExpectedRevision, RevisionConflictError } from '../../../ports/event-store.ts';
import { verdictOn } from '../append-verdict.ts';
import type { EventRow } from './decode.ts';
import type { SqliteDatabase } from './driver.ts';
import type { CarryOut } from './group-commit.ts';
import { inTransaction } from './transaction.ts';

/** One caller's events for one stream. */
export type Append = Readonly<{
  stream: string;
  expected: ExpectedRevision;
  events: readonly Omit<EventRow, 'position' | 'stream' | 'revision'>[];
}>;

/** Writes waiting appends in one transaction; each is judged by what is stored, the earlier ones of the group included. */
export const createAppender = (database: SqliteDatabase): CarryOut<Append, bigint> => {
  const selectHead = database.prepare('SELECT max(revision) AS head FROM events WHERE stream = ?');
  const selectIds = database.prepare(
    'SELECT id FROM events WHERE stream = ? AND revision >= ? ORDER BY revision LIMIT ?',
  );
  const insert = database.prepare(
    `INSERT INTO events (stream, revision, id, type, data, correlation, reached, time, schema, metadata)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );

  const appendOne = ({ stream, expected, events }: Append): bigint | RevisionConflictError => {
    const [row] = selectHead.all(stream) as { head: number | null }[];
    const verdict = verdictOn({
      expected,
      head: BigInt(row?.head ?? -1),
      ids: events.map(({ id }) => id),
      idsFrom: (revision, count) =>
        (selectIds.all(stream, Number(revision), count) as { id: string }[]).map(({ id }) => id),
    });
    if (verdict.kind === 'conflict') return new RevisionConflictError(stream, expected);
    if (verdict.kind === 'new') {
      const first = Number(verdict.first);
      for (const [index, { id, type, data, correlation, reached, time, schema, metadata }] of events.entries()) {
        insert.run(stream, first + index, id, type, data, correlation, reached, time, schema, metadata);
      }
    }
    return verdict.last;
  };

  return (group) => inTransaction(database, () => group.map(appendOne));
};
