import { statusAfter } from '../../../projections/certificate-status.ts';
import { watchedAfter } from '../../../projections/needs-intervention.ts';
import type { SqliteValue } from '../event-store/sqlite/driver.ts';
import type { CreateKeptView } from './kept-view.ts';
import { rowsInSlots } from './slots.ts';
import { createStatements } from './statements.ts';
import { type Stored, storedStatus, storedWatched } from './stored-rows.ts';

const key = 'number = ?';

/** Where each certificate stands. */
export const createStatuses: CreateKeptView = (database, build, place) => {
  const table = createStatements(database, { view: 'certificate-status', build, columns: storedStatus.columns, key });
  const rows = rowsInSlots(place, (number) => found(storedStatus, table.findOne(number)));
  return {
    foldGroup: (events, slot) => {
      let row = rows.get(slot);
      for (const event of events) row = statusAfter(row, event);
      if (row) rows.set(slot, row);
    },
    write: (slots) => table.write(valuesOf(storedStatus, rows.changed(slots))),
  };
};

/** Each stream's latest submission. */
export const createWatched: CreateKeptView = (database, build, place) => {
  const table = createStatements(database, { view: 'needs-intervention', build, columns: storedWatched.columns, key });
  const rows = rowsInSlots(place, (number) => found(storedWatched, table.findOne(number)));
  return {
    foldGroup: (events, slot) => {
      const before = rows.get(slot);
      let row = before;
      for (const event of events) row = watchedAfter(row, event, event.metadata.$correlationId);
      if (row && row !== before) rows.set(slot, row);
    },
    write: (slots) => table.write(valuesOf(storedWatched, rows.changed(slots))),
  };
};

const found = <Row>({ rowOf }: StoredByNumber<Row>, values: readonly SqliteValue[] | undefined): Row | undefined =>
  values && rowOf(values, '');

type StoredByNumber<Row> = Stored<Row, [number: number]>;

/** All values of all rows, one behind the other. */
export const valuesOf = <Row>(
  stored: StoredByNumber<Row>,
  rows: Iterable<readonly [number, Row]>,
): readonly SqliteValue[] => {
  const values: SqliteValue[] = [];
  for (const [number, row] of rows) values.push(...stored.valuesOf(row, number));
  return values;
};
