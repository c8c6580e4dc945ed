import { DamagedEventError, type Metadata, type Recorded } from '../../../ports/event-store.ts';

/** A row of the table `events`. */
export type EventRow = Readonly<{
  position: number;
  stream: string;
  revision: number;
  id: string;
  event: string;
  metadata: string;
}>;

/** Turns stored JSON into an event, or throws; its message holds no personal data. */
export type Check<Event> = (json: unknown, stream: string) => Event;

/** @throws DamagedEventError when the row does not hold an event. */
export const decodeRow = <Event>(row: EventRow, check: Check<Event>): Recorded<Event> => {
  const { stream, id } = row;
  const metadata = parse(row, 'metadata');
  if (typeof metadata !== 'object' || metadata === null) throw new DamagedEventError(row, 'its metadata are no object');
  const event = checked(row, check);
  const place = { stream, revision: BigInt(row.revision), position: String(row.position) };
  return { id, event, metadata: metadata as Metadata, ...place };
};

const checked = <Event>(row: EventRow, check: Check<Event>): Event => {
  const json = parse(row, 'event');
  try {
    return check(json, row.stream);
  } catch (cause) {
    throw new DamagedEventError(row, 'it is not an event that this program knows', { cause });
  }
};

const parse = (row: EventRow, column: 'event' | 'metadata'): unknown => {
  try {
    return JSON.parse(row[column]);
  } catch {
    // Not as a cause: a parser's message quotes the text, and the text may be about a person.
    throw new DamagedEventError(row, `its ${column} is not JSON`);
  }
};
