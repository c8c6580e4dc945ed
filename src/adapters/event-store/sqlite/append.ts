import { type ExpectedRevision, RevisionConflictError } from '../../../ports/event-store.ts';
import { verdictOn } from '../append-verdict.ts';
import type { EventRow, EventValues } from './decode.ts';
import type { SqliteDatabase } from './driver.ts';
import type { CarryOut } from './group-commit.ts';
import { type Packed, packing, unpack } from './packed.ts';
import { inTransaction } from './transaction.ts';

/** One caller's events for one stream. */
export type Append = Readonly<{
  stream: string;
  expected: ExpectedRevision;
  events: readonly (EventValues & Pick<EventRow, 'id' | 'type' | 'data'>)[];
}>;

/** Writes waiting appends in one transaction; each is judged by what is stored, the earlier ones of the group included. */
export const createAppender = (database: SqliteDatabase): CarryOut<Append, bigint> => {
  const selectHead = database.prepare('SELECT max(revision) AS head FROM events WHERE stream = ?');
  const selectIds = database.prepare(
    packing(['id'], 'SELECT id FROM events WHERE stream = ? AND revision >= ? ORDER BY revision LIMIT ?'),
  );
  const idsFrom = (stream: string, revision: number, count: number): readonly string[] => {
    const [packed = { packed: null }] = selectIds.all(stream, revision, count) as Packed[];
    return unpack(packed, 1, (bytes, [start, end]) => bytes.toString('utf8', start, end));
  };
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
      idsFrom: (revision, count) => idsFrom(stream, Number(revision), count),
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
