import { ownCopy } from '../../../../projections/own-copy.ts';
import { DamagedEventError, type Observed, type StorableEvent } from '../../../ports/event-store.ts';
import type { Cells } from './cells.ts';
import { parsed, placeFrom } from './decode.ts';

/** The columns that views are made of, but for the data. */
export const glanceColumns = [
  'position',
  'stream',
  'revision',
  'type',
  'reached',
  'time',
  'schema',
  'correlation',
] as const;

/** An event whose data are parsed when somebody asks for them: a view needs few of them. */
class UnparsedEvent {
  readonly type: string;
  readonly #stream: string;
  readonly #revision: bigint;
  /** Null: it is not text. */
  readonly #text: string | null;
  #data: unknown;

  constructor(type: string, place: Readonly<{ stream: string; revision: bigint }>, text: string | null) {
    this.type = type;
    this.#stream = place.stream;
    this.#revision = place.revision;
    this.#text = text;
  }

  /** @throws DamagedEventError */
  get data(): unknown {
    this.#data ??= this.#parsed();
    return this.#data;
  }

  #parsed(): unknown {
    const place = { stream: this.#stream, revision: this.#revision };
    if (this.#text === null) throw new DamagedEventError(place, 'it is not UTF-8 text');
    return parsed(this.#text, 'data', place);
  }
}

/**
 * What views see of a page's rows. Types and states come as the same few strings again and again: they are compared and
 * looked up many times.
 *
 * @throws CorruptEventStoreError when a row does not even say where it belongs.
 */
export const createGlances = <Event extends StorableEvent>(): ((page: Cells) => readonly Observed<Event>[]) => {
  const words = createWords();

  const glanceAt = (texts: readonly string[], at: number, data: string | null): Observed<Event> => {
    const position = texts[at] ?? '';
    const stream = texts[at + 1] ?? '';
    const place = placeFrom({ position, stream, revision: texts[at + 2] ?? '' });
    const revision = BigInt(place.revision);
    return {
      stream,
      revision,
      position,
      event: new UnparsedEvent(words(texts[at + 3] ?? ''), { stream, revision }, data) as unknown as Event,
      metadata: {
        reached: words(texts[at + 4] ?? ''),
        time: texts[at + 5] ?? '',
        schema: Number(texts[at + 6]),
        $correlationId: texts[at + 7] ?? '',
      },
    };
  };

  return ({ texts, longs, garbled }) => {
    const observed: Observed<Event>[] = [];
    for (let at = 0; at < texts.length; at += glanceColumns.length) {
      const data = garbled.has(observed.length) ? null : (longs[observed.length] ?? '');
      observed.push(glanceAt(texts, at, data));
    }
    return observed;
  };
};

/** More than there are types and states; what is not ours may have any number of them. */
const wordsMax = 200;

/** @returns the first string that had these letters. */
const createWords = (): ((text: string) => string) => {
  const known = new Map<string, string>();
  return (text) => {
    const word = known.get(text);
    if (word !== undefined) return word;
    if (known.size >= wordsMax) return text;
    const first = ownCopy(text);
    known.set(first, first);
    return first;
  };
};
