import { ownCopy } from '../../../../projections/own-copy.ts';
import {
  CorruptEventStoreError,
  DamagedEventError,
  type Metadata,
  type NewEvent,
  type Recorded,
  type StorableEvent,
} from '../../../ports/event-store.ts';
import { encodeEvent } from '../encoded-event.ts';
import type { Cells } from './cells.ts';
import { remedy } from './sqlite-trouble.ts';

/** Where an event stands. */
export type Place = Readonly<{ stream: string; revision: number }>;

/** A row of the table `events`: what views need of the metadata has columns of its own, the rest is `metadata`. */
export type EventRow = Readonly<{
  position: string;
  stream: string;
  revision: number;
  id: string;
  type: string;
  data: string;
  correlation: string;
  reached: string;
  time: string;
  schema: number;
  metadata: string;
  /** False in a damaged file: some of the texts are not what was written. */
  isText: boolean;
}>;

/** In the order in which they are read; the data come beside them. */
export const eventColumns = [
  'position',
  'stream',
  'revision',
  'id',
  'type',
  'correlation',
  'reached',
  'time',
  'schema',
  'metadata',
] as const;

/** The row of an event, but for its place. */
export type EventValues = Omit<EventRow, 'position' | 'stream' | 'revision' | 'isText'>;

/** @throws RangeError, TypeError as `encodeEvent` does. */
export const valuesOf = <Event extends StorableEvent>({ id, event, metadata }: NewEvent<Event>): EventValues => {
  const { $correlationId: correlation, reached, time, schema, $causationId, machine, agent, hash } = metadata;
  // Named one by one: to copy "the others" costs more than the writing of them, see CONTRIBUTING.md.
  const rest: Omit<Metadata, '$correlationId' | 'reached' | 'time' | 'schema'> = { $causationId, machine, agent, hash };
  const { type, data, metadata: text } = encodeEvent({ id, event, metadata: rest });
  return { id, type, data, correlation, reached, time, schema, metadata: text };
};

/** The rows of a page. @throws CorruptEventStoreError when one does not even say where it belongs. */
export const rowsOf = ({ texts, longs, garbled }: Cells): readonly EventRow[] => {
  const columns = eventColumns.length;
  return longs.map((data, row) => ({
    data,
    isText: !garbled.has(row),
    ...rowOf(texts.slice(row * columns, (row + 1) * columns)),
  }));
};

const rowOf = (texts: readonly string[]): Omit<EventRow, 'data' | 'isText'> => {
  // Who keeps an event does not keep a page of them.
  const [position = '', stream = '', revision = '', id = '', type = '', ...rest] = texts.map(ownCopy);
  const [correlation = '', reached = '', time = '', schema = '', metadata = ''] = rest;
  const place = placeFrom({ position, stream, revision });
  return { position, ...place, id, type, correlation, reached, time, schema: Number(schema), metadata };
};

const wholeNumber = /^(0|[1-9]\d{0,14})$/;

/** @throws CorruptEventStoreError when the row does not even say where it belongs, as may be in a damaged file. */
export const placeFrom = ({
  position,
  stream,
  revision,
}: Readonly<{ position: string; stream: string; revision: string }>): Place => {
  if (wholeNumber.test(position) && wholeNumber.test(revision)) return { stream, revision: Number(revision) };
  throw new CorruptEventStoreError(`an event has lost its place, so the file is damaged. ${remedy}`);
};

/** @throws DamagedEventError when the row does not hold an event. */
export const decodeRow = <Event extends StorableEvent>(row: EventRow): Recorded<Event> => {
  const { stream, id, type, correlation: $correlationId, reached, time, schema, position } = row;
  if (!row.isText) throw new DamagedEventError(row, 'it is not UTF-8 text');
  const rest = parsed(row.metadata, 'metadata', row);
  if (typeof rest !== 'object' || rest === null) throw new DamagedEventError(row, 'its metadata are no object');
  return {
    id,
    event: { type, data: parsed(row.data, 'data', row) } as unknown as Event,
    // Metadata that contradict the columns win: so they show, since the hash does not match.
    metadata: { $correlationId, reached, time, schema, ...rest } as Metadata,
    stream,
    revision: BigInt(row.revision),
    position,
  };
};

/** @throws DamagedEventError when it is not JSON. */
export const parsed = (
  text: string,
  column: 'data' | 'metadata',
  place: Readonly<{ stream: string; revision: number | bigint }>,
): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    // Not as a cause: a parser's message quotes the text, and the text may be about a person.
    throw new DamagedEventError(place, `its ${column} is not JSON`);
  }
};
