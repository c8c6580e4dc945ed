import type { Metadata, StorableEvent } from '../../ports/event-store.ts';

/** An event as the stores keep it: JSON text, so that nobody who holds the original can change history. */
export type EncodedEvent = Readonly<{ id: string; type: string; data: string; metadata: string }>;

/** An event, with as much of its metadata as is kept in one text. */
type Encodable = Readonly<{ id: string; event: StorableEvent; metadata: Readonly<Partial<Metadata>> }>;

/** A server of events takes 1 MiB for one append; a history that could not be moved to one would be a trap. */
const eventCharactersMax = 256 * 1024;

/** @throws RangeError when the event is larger than any that this program makes; TypeError when it is not JSON. */
export const encodeEvent = ({ id, event, metadata }: Encodable): EncodedEvent => {
  const encoded = { id, type: event.type, data: textOf(event.data), metadata: textOf(metadata) };
  const characters = encoded.type.length + encoded.data.length + encoded.metadata.length;
  if (characters > eventCharactersMax) {
    throw new RangeError(`an event of ${characters} characters; a store takes ${eventCharactersMax}`);
  }
  return encoded;
};

/** What was encoded, as a reader gets it. @throws SyntaxError when a text is not JSON. */
export const decodeEvent = <Event extends StorableEvent>({ id, type, data, metadata }: EncodedEvent) => ({
  id,
  event: { type, data: JSON.parse(data) } as unknown as Event,
  metadata: JSON.parse(metadata) as Metadata,
});

const textOf = (value: unknown): string => {
  const text = JSON.stringify(value);
  // The declared type is a lie for undefined and functions.
  if (typeof text !== 'string') throw new TypeError(`${typeof value} cannot be stored as JSON`);
  return text;
};
