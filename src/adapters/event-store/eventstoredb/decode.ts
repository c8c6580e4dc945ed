import type { RecordedEvent } from '@eventstore/db-client';
import { DamagedEventError, type Metadata, type Recorded, type StorableEvent } from '../../../ports/event-store.ts';
import { isKnown, renderPosition } from './position.ts';

/** Servers before 22.6 do not say where in everything an event of a stream is; reading on from here repeats, and loses nothing. */
const beginning = '0/0';

/**
 * An event of ours as the port has it.
 *
 * @param stream our name for its stream.
 * @throws DamagedEventError when it is none that this program stored.
 */
export const decodeRecorded = <Event extends StorableEvent>(
  recorded: RecordedEvent,
  stream: string,
): Recorded<Event> => {
  const { id, type, revision, position } = recorded;
  return {
    id,
    event: { type, data: dataOf(recorded, stream) } as unknown as Event,
    metadata: metadataOf(recorded, stream),
    stream,
    revision,
    position: isKnown(position) ? renderPosition(position) : beginning,
  };
};

const dataOf = ({ isJson, data, revision }: RecordedEvent, stream: string): unknown => {
  // The client hands out the text itself when it is not JSON. This program stores no data that are a mere text.
  if (!isJson || typeof data === 'string') throw new DamagedEventError({ stream, revision }, 'its data is not JSON');
  return data;
};

const metadataOf = ({ metadata, revision }: RecordedEvent, stream: string): Metadata => {
  const damaged = (because: string): DamagedEventError => new DamagedEventError({ stream, revision }, because);
  if (metadata instanceof Uint8Array) throw damaged('its metadata is not JSON');
  if (typeof metadata !== 'object' || metadata === null) throw damaged('its metadata are no object');
  const { $correlationId, reached, time, schema } = metadata as Partial<Metadata>;
  const texts = [$correlationId, reached, time].every((value) => typeof value === 'string');
  if (!texts || typeof schema !== 'number') throw damaged('its metadata are not those of this program');
  return metadata as unknown as Metadata;
};
