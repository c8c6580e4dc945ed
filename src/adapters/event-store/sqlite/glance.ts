import type { Observed, StorableEvent } from '../../../ports/event-store.ts';
import { type Place, parsed } from './decode.ts';

/** Between the parts of a glance; no text of ours has it. */
const separator = '\x1f';

/** A row as views need it: each column that crosses over from the driver costs as much as everything in it. */
export type GlanceRow = [position: number, data: string, glance: string];

/** The columns of a `GlanceRow`, as SQL. What may hold any text stands last. */
export const glanceColumns = `position, data, ${[
  'revision',
  'schema',
  'type',
  'reached',
  'time',
  'stream',
  'correlation',
].join(' || char(31) || ')}`;

/** An event whose data are parsed when somebody asks for them: a view needs few of them. */
class UnparsedEvent {
  readonly type: string;
  readonly #text: string;
  readonly #place: Place;
  #data: unknown;

  constructor(type: string, text: string, place: Place) {
    this.type = type;
    this.#text = text;
    this.#place = place;
  }

  /** @throws DamagedEventError */
  get data(): unknown {
    this.#data ??= parsed(this.#text, 'data', this.#place);
    return this.#data;
  }
}

/** What a view sees of a row. */
export const glanceAt = <Event extends StorableEvent>([position, data, glance]: GlanceRow): Observed<Event> => {
  const [revision = '', schema = '', type = '', reached = '', time = '', stream = '', ...rest] =
    glance.split(separator);
  const place = { stream, revision: Number(revision) };
  return {
    stream,
    revision: BigInt(place.revision),
    position: String(position),
    event: new UnparsedEvent(type, data, place) as unknown as Event,
    metadata: { $correlationId: rest.join(separator), reached, time, schema: Number(schema) },
  };
};
