import { isUtf8 } from 'node:buffer';
import { DamagedEventError, type Observed, type StorableEvent } from '../../../ports/event-store.ts';
import { type Place, parsed, placeFrom } from './decode.ts';
import { packing } from './packed.ts';

/** Between the parts of a glance; no text of ours has it. */
const separator = '\x1f';

/** The columns that views need but for the data, as one. What may hold any text stands last. */
const glance = ['revision', 'schema', 'type', 'reached', 'time', 'stream', 'correlation'].join(' || char(31) || ');

const columns = ['position', 'glance', 'data'] as const;

/** A page of rows as views need them. Its values: the position to begin behind, and how many. */
export const selectGlances = packing(
  columns,
  `SELECT position, ${glance} AS glance, data FROM events WHERE position > ? ORDER BY position LIMIT ?`,
);

export const glanceColumns = columns.length;

/** An event whose data are parsed when somebody asks for them: a view needs few of them. */
class UnparsedEvent {
  readonly type: string;
  readonly #bytes: Buffer;
  readonly #start: number;
  readonly #end: number;
  readonly #place: Place;
  #data: unknown;

  constructor(type: string, place: Place, [bytes, start, end]: readonly [Buffer, number, number]) {
    this.type = type;
    this.#place = place;
    this.#bytes = bytes;
    this.#start = start;
    this.#end = end;
  }

  /** @throws DamagedEventError */
  get data(): unknown {
    this.#data ??= this.#parsed();
    return this.#data;
  }

  #parsed(): unknown {
    const text = this.#bytes.subarray(this.#start, this.#end);
    if (!isUtf8(text)) throw new DamagedEventError(this.#place, 'its data is not UTF-8 text');
    return parsed(text.toString(), 'data', this.#place);
  }
}

/**
 * What a view sees of a row.
 *
 * @throws CorruptEventStoreError when the row does not even say where it belongs.
 */
export const glanceAt = <Event extends StorableEvent>(bytes: Buffer, bounds: readonly number[]): Observed<Event> => {
  const [start = 0, glanceStart = 0, dataStart = 0, end = 0] = bounds;
  const position = bytes.toString('latin1', start, glanceStart);
  const [revision = '', schema = '', type = '', reached = '', time = '', stream = '', ...rest] = bytes
    .toString('utf8', glanceStart, dataStart)
    .split(separator);
  const place = placeFrom({ position, stream, revision });
  return {
    stream,
    revision: BigInt(place.revision),
    position,
    event: new UnparsedEvent(type, place, [bytes, dataStart, end]) as unknown as Event,
    metadata: { $correlationId: rest.join(separator), reached, time, schema: Number(schema) },
  };
};
