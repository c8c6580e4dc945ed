import { type CertificateState, evolve, initialState, pathOf } from '../../machines/certificate.decider.ts';
import type { CertificateEvent } from '../../machines/certificate.events.ts';
import { schemaOf } from '../../machines/certificate.schemas.ts';
import type { EventStore, Recorded } from '../ports/event-store.ts';
import type { Surroundings } from '../ports/surroundings.ts';
import { chained } from './hash-chain.ts';
import type { Provenance } from './provenance.ts';

/** An event with its place in the stream. */
type NumberedEvent = Omit<Recorded<CertificateEvent>, 'position'>;

/** A stream as far as this process knows it, and the state that it folds to. */
export type CertificateStream = Readonly<{
  name: string;
  state: CertificateState;
  history: readonly NumberedEvent[];
  /** The next event's revision, and the first one that is not stored yet; the same when all are stored. */
  next: bigint;
  stored: bigint;
}>;

/** What a new event's metadata are made of. */
export type Clerk = Readonly<{ surroundings: Surroundings; provenance: Provenance }>;

/** The stored events cannot have been written by this machine. The stream is left alone; the others go on. */
export class CorruptStreamError extends Error {
  override readonly name = 'CorruptStreamError';
  readonly stream: string;
  readonly revision: bigint;

  constructor(stream: string, revision: bigint, options: ErrorOptions & { because: string }) {
    super(`stream ${stream} is corrupt at revision ${revision}: ${options.because}`, options);
    this.stream = stream;
    this.revision = revision;
  }
}

/** @throws CorruptStreamError when an event does not fit, or does not reach the state that is recorded beside it. */
export const loadCertificate = async (
  store: EventStore<CertificateEvent>,
  name: string,
): Promise<CertificateStream> => {
  const history = await store.read(name);
  const next = BigInt(history.length);
  return { name, state: replay(history), history, next, stored: next };
};

/**
 * The state that stored events lead to, each step checked.
 *
 * @throws CorruptStreamError when an event does not fit, or does not reach the state that is recorded beside it.
 */
export const replay = (history: readonly NumberedEvent[]): CertificateState => {
  let state = initialState;
  for (const { stream, revision, event, metadata } of history) {
    state = step(state, event, (because, cause) => new CorruptStreamError(stream, revision, { because, cause }));
    if (pathOf(state) !== metadata.reached) {
      const because = `${event.type} leads to ${pathOf(state)}, but ${metadata.reached} is recorded`;
      throw new CorruptStreamError(stream, revision, { because });
    }
  }
  return state;
};

const step = (
  state: CertificateState,
  event: CertificateEvent,
  corrupt: (because: string, cause: unknown) => Error,
): CertificateState => {
  try {
    return evolve(state, event);
  } catch (error) {
    throw corrupt(error instanceof Error ? error.message : String(error), error);
  }
};

/**
 * Moves on by events that became true, without storing them yet.
 *
 * @param cause the event or delivery that made the first of them true.
 */
export const advance = (
  certificate: CertificateStream,
  events: readonly CertificateEvent[],
  { surroundings, provenance, cause }: Clerk & { cause: string },
): CertificateStream => {
  let { state, next } = certificate;
  let causationId = cause;
  let previous = certificate.history.at(-1)?.metadata.hash ?? null;
  const added = events.map((event): NumberedEvent => {
    // Checked before it is stored: what does not fit now would not fit on replay either.
    state = evolve(state, event);
    const metadata = {
      $correlationId: event.data.submission,
      $causationId: causationId,
      ...provenance,
      reached: pathOf(state),
      time: surroundings.now().toISOString(),
      schema: schemaOf(event.type),
    };
    const place = { stream: certificate.name, revision: next };
    const added = chained(event, metadata, { ...place, previous });
    causationId = added.id;
    previous = added.metadata.hash;
    next += 1n;
    return { ...added, ...place };
  });
  return { ...certificate, state, next, history: [...certificate.history, ...added] };
};

/**
 * Stores everything that was not stored yet, in one append.
 *
 * @throws RevisionConflictError when another writer was faster: load and decide again.
 */
export const commit = async (
  certificate: CertificateStream,
  store: EventStore<CertificateEvent>,
): Promise<CertificateStream> => {
  const [first, ...rest] = certificate.history
    .filter(({ revision }) => revision >= certificate.stored)
    .map(({ id, event, metadata }) => ({ id, event, metadata }));
  if (!first) return certificate;

  const expected = certificate.stored === 0n ? 'no-stream' : certificate.stored - 1n;
  await store.append(certificate.name, expected, [first, ...rest]);
  return { ...certificate, stored: certificate.next };
};
