import { DamagedEventError, type Metadata, type Recorded, type StorableEvent } from '../../../ports/event-store.ts';

/** Where an event stands. */
export type Place = Readonly<{ stream: string; revision: number }>;

/** A row of the table `events`: what views need of the metadata has columns of its own, the rest is `metadata`. */
export type EventRow = Readonly<{
  position: number;
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
}>;

export const eventColumns =
  'position, stream, revision, id, type, data, correlation, reached, time, schema, metadata' as const;

/** The row of an event, but for its place. */
export type EventValues = Omit<EventRow, 'position' | 'stream' | 'revision' | 'id' | 'type' | 'data'>;

/** The metadata as they are stored. */
export const splitMetadata = (metadata: Metadata): EventValues => {
  const { $correlationId: correlation, reached, time, schema, ...rest } = metadata;
  return { correlation, reached, time, schema, metadata: JSON.stringify(rest) };
};

/** @throws DamagedEventError when the row does not hold an event. */
export const decodeRow = <Event extends StorableEvent>(row: EventRow): Recorded<Event> => {
  const { stream, id, type, correlation: $correlationId, reached, time, schema } = row;
  const rest = parsed(row.metadata, 'metadata', row);
  if (typeof rest !== 'object' || rest === null) throw new DamagedEventError(row, 'its metadata are no object');
  return {
    id,
    event: { type, data: parsed(row.data, 'data', row) } as unknown as Event,
    metadata: { ...rest, $correlationId, reached, time, schema } as Metadata,
    stream,
    revision: BigInt(row.revision),
    position: String(row.position),
  };
};

/** @throws DamagedEventError when it is not JSON. */
export const parsed = (text: string, column: 'data' | 'metadata', place: Place): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    // Not as a cause: a parser's message quotes the text, and the text may be about a person.
    throw new DamagedEventError(place, `its ${column} is not JSON`);
  }
};
