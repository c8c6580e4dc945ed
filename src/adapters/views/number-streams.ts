import { ownCopy } from '../../../projections/own-copy.ts';
import { numberOfPosition } from '../../../projections/positions.ts';
import type { Seen } from '../../../projections/view.ts';
import { firstOf, type SqliteDatabase } from '../event-store/sqlite/driver.ts';
import { createUpsert } from './upsert.ts';

/** Gives each stream its number. */
export type Numbering = Readonly<{
  /** @returns its number, and whether the stream begins with this event, so that no row of it is stored. */
  numberOf: (seen: Seen) => Readonly<{ number: number; isNew: boolean }>;
  /** Writes what is new. Runs in a transaction of the caller. */
  write: () => void;
}>;

/** @param isFilling a new file is filled from a long log: until that is over there is no index by name. */
export const createNumbering = (database: SqliteDatabase, isFilling: boolean): Numbering => {
  const select = firstOf(database.prepare('SELECT number FROM streams WHERE stream = ?'));
  const insert = createUpsert(database, { table: 'streams', columns: ['number', 'stream'], onConflict: 'IGNORE' });
  /** Every name, while it cannot be looked up. */
  const names = new Map<string, number>();
  const find = (stream: string): number | undefined =>
    isFilling ? names.get(stream) : (select(stream)?.[0] as number | undefined);
  let added: (string | number)[] = [];

  return {
    numberOf: ({ stream, revision, position }) => {
      // A stream that begins is new, also to a rebuild, which gives it the number that it has.
      const known = revision === 0n ? undefined : find(stream);
      if (known !== undefined) return { number: known, isNew: false };
      const number = numberOfPosition(position);
      added.push(number, stream);
      if (isFilling) names.set(ownCopy(stream), number);
      return { number, isNew: true };
    },
    write: () => {
      insert(added);
      added = [];
    },
  };
};
