import { type CertificateState, evolve, initialState, pathOf } from '../../machines/certificate.decider.ts';
import type { CertificateEvent } from '../../machines/certificate.events.ts';
import { schemaOf } from '../../machines/certificate.schemas.ts';
import type { EventStore, Recorded } from '../ports/event-store.ts';
import type { Surroundings } from '../ports/surroundings.ts';
import { checkedStep } from './checked-step.ts';
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
export const replay = (history: readonly NumberedEvent[]): CertificateState =>
  history.reduce(checkedStep, initialState);

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
    const added = chained(event, metadata, { previous, ...place });
    causationId = added.id;
    previous = added.metadata.hash;
    next += 1n;
    return { stream: place.stream, revision: place.revision, ...added };
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
