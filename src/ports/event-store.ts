import { AgentError } from './agent-error.ts';

/** The least that a store asks of an event: a word for what happened, and what is to be said of it, as JSON. */
export type StorableEvent = Readonly<{ type: string; data: unknown }>;

/** Who stored an event, because of what, and where it led. Every event carries all of it. */
export type Metadata = Readonly<{
  /** The submission. */
  $correlationId: string;
  /** The event or delivery that caused this one. */
  $causationId: string;
  /** The machine's version and the fingerprint of its states, arrows, guards and actions. */
  machine: Readonly<{ id: string; version: string; fingerprint: string }>;
  /** The state that the event led to, e.g. `generating.signing`; replay must reach the same. */
  reached: string;
  /** The agent's process, e.g. `host-4711-1f3c`. */
  agent: string;
  /** When it was stored, ISO 8601 in UTC, by the agent's clock. */
  time: string;
  /** The version of this type's data, from 1; a later program brings earlier ones up to its own. */
  schema: number;
  /** Chains the event to the one before it in its stream (`src/app/hash-chain.ts`): 64 hexadecimal digits. */
  hash: string;
}>;

/** An event that is about to be stored. It is built once: a retried append sends the same id. */
export type NewEvent<Event> = Readonly<{ id: string; event: Event; metadata: Metadata }>;

/** An event as the store has it. */
export type Recorded<Event> = NewEvent<Event> &
  Readonly<{
    stream: string;
    /** Place in the stream, from 0. */
    revision: bigint;
    /**
     * Place in the whole store: opaque, only good for reading on behind it. It begins with a whole number that grows, so
     * that a long reading can tell how far it is.
     */
    position: string;
  }>;

/**
 * Where a reading of the whole store begins: behind this position, or at the first event. A reading throws
 * UnknownPositionError when there is no such place in the log.
 */
export type From = Readonly<{ after?: string }>;

/**
 * As much of a stored event as views are made of. `event.data` may be parsed when it is first looked at, and throws
 * DamagedEventError then when it cannot be.
 */
export type Observed<Event> = Readonly<{
  stream: string;
  revision: bigint;
  position: string;
  event: Event;
  metadata: Pick<Metadata, '$correlationId' | 'reached' | 'time' | 'schema'>;
}>;

/** A part of the history in the order of storing. `isLive` when it was all that there was; it may be empty then. */
export type Page<Event> = Readonly<{ observed: readonly Observed<Event>[]; isLive: boolean }>;

/** The revision of the stream's last event, as the writer knows it. */
export type ExpectedRevision = bigint | 'no-stream';

/** An append-only store of streams. Everything it accepted is durable. */
export interface EventStore<Event extends StorableEvent> {
  /**
   * Every event of the stream, oldest first; empty when the stream does not exist.
   *
   * @throws DamagedEventError when one of them cannot be read; it has those before it. Other streams are not concerned.
   */
  read(stream: string): Promise<readonly Recorded<Event>[]>;

  /**
   * Every event of every stream, in the order of storing, from the one behind `after`. Ends at the last one. A stream with
   * an event that cannot be read ends before it, and the store reports it: the other streams go on. Streams that are not
   * a certificate's come as well; a fold passes over those that it does not know by name.
   */
  readAll(from?: From): AsyncIterable<Recorded<Event>>;

  /** The same in pages, none of them empty, and as cheap as can be: for views of a long history. */
  readPages(from?: From): AsyncIterable<readonly Observed<Event>[]>;

  /** The same for ever: goes on with what is stored later, from anywhere, until `signal` is aborted. */
  follow(from: From & Readonly<{ signal: AbortSignal }>): AsyncIterable<Page<Event>>;

  /** The position of the last event, null in an empty store. */
  head(): Promise<string | null>;

  /** What is wrong with the store below its events, such as a damaged file, in sentences; none when all is well. */
  verify(): Promise<readonly string[]>;

  /**
   * Appends all of `events`, or none. When the very same events (by id) are already stored right
   * behind `expected`, nothing is written and the answer is as if they had been written now.
   *
   * @returns the revision of the last of `events`.
   * @throws RevisionConflictError when another writer was faster.
   * @throws EventStoreUnavailableError when the store cannot be reached, is full or is locked for too long.
   */
  append(
    stream: string,
    expected: ExpectedRevision,
    events: readonly [NewEvent<Event>, ...NewEvent<Event>[]],
  ): Promise<bigint>;

  close(): Promise<void>;
}

/** Two writers met on one stream. The loser reads again and decides anew. */
export class RevisionConflictError extends AgentError {
  readonly code = 'revision-conflict';
  readonly retryable = true;
  readonly stream: string;

  constructor(stream: string, expected: ExpectedRevision, options?: ErrorOptions) {
    super(`stream ${stream} is not at revision ${expected} any more`, options);
    this.stream = stream;
  }
}

/** A position that this log has not given out: what was made up to there was made of another one. */
export class UnknownPositionError extends RangeError {}

/** The store did not do its work this time. */
export class EventStoreUnavailableError extends AgentError {
  readonly code = 'event-store-unavailable';
  readonly retryable = true;
}

/** What is in the store is not what this program wrote: another program's file, or a damaged one. */
export class CorruptEventStoreError extends AgentError {
  readonly code = 'event-store-corrupt';
  readonly retryable = false;
}

/** One stored event cannot be read. Its stream is not to be acted upon; the others are as good as ever. */
export class DamagedEventError extends CorruptEventStoreError {
  readonly stream: string;
  readonly revision: bigint;
  // Private, so that nothing that prints an error prints what people are called.
  #before: readonly Recorded<StorableEvent>[] = [];

  constructor(place: Readonly<{ stream: string; revision: number | bigint }>, because: string, options?: ErrorOptions) {
    super(`stream ${place.stream} is damaged at revision ${place.revision}: ${because}`, options);
    this.stream = place.stream;
    this.revision = BigInt(place.revision);
  }

  /** The events before it in its stream, as far as the store could read them. */
  get before(): readonly Recorded<StorableEvent>[] {
    return this.#before;
  }

  /** Adds what could be read before it. */
  behind(before: readonly Recorded<StorableEvent>[]): this {
    this.#before = before;
    return this;
  }
}
