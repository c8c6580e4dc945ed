import { comparePositions } from '../../../projections/positions.ts';
import type { Seen } from '../../../projections/view.ts';
import type { Batch, Build, Intake, Taken } from '../../ports/views.ts';
import type { SqliteDatabase } from '../event-store/sqlite/driver.ts';
import { inTransaction } from '../event-store/sqlite/transaction.ts';
import { type BuildRow, type Builds, namesOf, standingOf } from './builds.ts';
import { createFolding, type Folding } from './folding.ts';

type Taking = Readonly<{ database: SqliteDatabase; builds: Builds; settle: (build: Build) => void }>;

/**
 * Takes events on: folded in memory, then written with the checkpoint in one transaction, which looks first whether the
 * tables still are what the fold began with. Nothing is counted twice or left out, however many processes do it.
 */
export const createIntakes = ({ database, builds, settle }: Taking) => {
  /** Rows in memory are good for as long as nobody else has written. */
  const foldings = new Map<Build, Readonly<{ row: BuildRow; folding: Folding }>>();

  const foldingFrom = (build: Build, row: BuildRow): Folding => {
    const known = foldings.get(build);
    if (known && isSame(known.row, row)) return known.folding;
    const isFilling = build === 'live' && row.settled === 0;
    return createFolding(database, { build, views: namesOf(row), isFilling });
  };

  const beginning = (build: Build): BuildRow | null => {
    const row = builds.rowOf(build);
    const known = foldings.get(build);
    const isOthers = row?.settled === 0 && row.checkpoint !== null && !(known && isSame(known.row, row));
    if (build === 'next' || !isOthers) return row;
    // Another process began to fill the tables, or a killed one. From here on, streams are looked up.
    settle(build);
    return builds.rowOf(build);
  };

  return (build: Build): Intake | null => {
    const begun = beginning(build);
    if (!begun) return null;
    const folding = foldingFrom(build, begun);
    foldings.delete(build);
    let row = begun;

    return {
      standing: standingOf(begun),
      add: (batch) => {
        const fresh = freshOf(batch, row);
        if (typeof fresh === 'string') return fresh;
        folding.fold(fresh);
        row = rowAfter(row, fresh);
        return 'added';
      },
      commit: async (): Promise<Taken> => {
        const written = inTransaction(database, () => {
          const now = builds.rowOf(build);
          if (!now || !isSame(now, begun)) return now ? 'again' : 'gone';
          folding.write();
          row = { ...row, settled: now.settled };
          builds.write(build, row);
          return 'taken';
        });
        if (written !== 'taken') return { outcome: written };
        foldings.set(build, { row, folding });
        const { damaged, unknown } = folding.strange();
        return { outcome: 'taken', standing: standingOf(row), damaged, unknown: unknown.map(firstOf) };
      },
    };
  };
};

/** The tables were not written to in between, by whomever. */
const isSame = (a: BuildRow, b: BuildRow): boolean =>
  a.checkpoint === b.checkpoint && a.swaps === b.swaps && a.names === b.names;

const rowAfter = (row: BuildRow, fresh: readonly Seen[]): BuildRow => {
  const last = fresh.at(-1);
  if (!last) return row;
  const previous = fresh.at(-2)?.position ?? row.checkpoint;
  return { ...row, checkpoint: last.position, previous, anchor: anchorOf(last), events: row.events + fresh.length };
};

/** The events behind the checkpoint. @returns why there can be none, when the batch does not fit to it. */
const freshOf = (
  { after, observed }: Batch,
  { checkpoint, anchor }: BuildRow,
): readonly Seen[] | 'gap' | 'another-log' => {
  if (checkpoint === after) return observed;
  if (checkpoint === null) return 'gap';
  if (after !== null && comparePositions(after, checkpoint) > 0) return 'gap';

  const found = observed.findIndex(({ position }) => comparePositions(position, checkpoint) > 0);
  const at = found < 0 ? observed.length : found;
  const last = observed[at - 1];
  const isThere = last !== undefined && comparePositions(last.position, checkpoint) === 0;
  if (isThere && anchorOf(last) !== anchor) return 'another-log';
  // The batch goes from before the checkpoint to behind it, and passes it by.
  if (!isThere && at < observed.length) return 'another-log';
  return observed.slice(at);
};

const anchorOf = ({ stream, revision, metadata }: Seen): string => `${stream}@${revision} ${metadata.time}`;

const firstOf = ({ event, stream, revision, metadata }: Seen) => ({
  type: event.type,
  schema: metadata.schema,
  count: 1,
  first: `${stream}@${revision}`,
});
