import { type LmsOutcome, outcomeAfter } from '../../../projections/lms-outcomes.ts';
import type { Seen } from '../../../projections/view.ts';
import type { CreateKeptView } from './kept-view.ts';
import { rowsInSlots, type Slot } from './slots.ts';
import { createStatements } from './statements.ts';
import { storedOutcome } from './stored-rows.ts';
import { valuesOf } from './stream-views.ts';

/** How every submission was answered: a stream has several. */
export const createOutcomes: CreateKeptView = (database, build, place) => {
  const key = 'number = ? AND submission = ?';
  const table = createStatements(database, { view: 'lms-replies', build, columns: storedOutcome.columns, key });
  /** The submission that each stream is busy with. */
  const busyRows = rowsInSlots<LmsOutcome>(place, () => undefined);
  /** What changed of others: the answer to an earlier one may come late. */
  const others = new Map<string, readonly [number, LmsOutcome]>();
  const keyOf = (number: number, submission: string): string => `${number} ${submission}`;

  const stored = (number: number, submission: string): LmsOutcome | undefined => {
    const values = table.findOne(number, submission);
    return values && storedOutcome.rowOf(values, '');
  };
  const foldOne = (event: Seen, busy: LmsOutcome | undefined, { number, isStored }: Slot): LmsOutcome | undefined => {
    const submission = event.metadata.$correlationId;
    if (busy?.submission === submission) return outcomeAfter(busy, event) ?? busy;
    const other = others.size > 0 ? others.get(keyOf(number, submission))?.[1] : undefined;
    const before = other ?? (isStored ? stored(number, submission) : undefined);
    const after = outcomeAfter(before, event);
    if (!after || after === before) return busy;
    if (busy) others.set(keyOf(number, busy.submission), [number, busy]);
    return after;
  };

  return {
    foldGroup: (events, slot) => {
      const before = busyRows.get(slot);
      let busy = before;
      for (const event of events) busy = foldOne(event, busy, slot);
      if (busy && busy !== before) busyRows.set(slot, busy);
    },
    write: (slots) => {
      table.write(valuesOf(storedOutcome, others.values()));
      others.clear();
      // The busy ones last: an earlier state of them may be among the others.
      table.write(valuesOf(storedOutcome, busyRows.changed(slots)));
    },
  };
};
