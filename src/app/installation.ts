import { AgentError } from '../ports/agent-error.ts';
import { type EventStore, RevisionConflictError, type StorableEvent } from '../ports/event-store.ts';
import type { Clerk } from './certificate-streams.ts';
import { chained } from './hash-chain.ts';

/**
 * The first event of every store: whose installation secret its stream names come from. It is no certificate's, so that
 * folds over the whole store pass it over (`isCertificateStream`).
 */
type InstallationClaimed = Readonly<{ type: 'installation.claimed'; data: Readonly<{ fingerprint: string }> }>;

/** With this secret every certificate would look unknown, and be issued a second time. */
export class InstallationMismatchError extends AgentError {
  readonly code = 'installation-mismatch';
  readonly retryable = false;
}

const stream = 'installation';

/**
 * Writes the fingerprint of the installation secret into an empty store, or compares it with the one that is there.
 *
 * @returns whether the history begins with this: nothing was in the store.
 * @throws InstallationMismatchError when the store was begun with another secret.
 * @throws EventStoreUnavailableError, CorruptEventStoreError
 */
export const claimInstallation = async (
  store: EventStore<StorableEvent>,
  fingerprint: string,
  clerk: Clerk,
): Promise<'begun' | 'continued'> => {
  const claimant = await claimantOf(store);
  const claimed = claimant ?? (await claim(store, fingerprint, clerk));
  if (claimed === fingerprint) return claimant === null ? 'begun' : 'continued';

  const because = `the event store was begun with the installation secret ${claimed}, and this one is ${fingerprint}`;
  throw new InstallationMismatchError(`${because}: give the secret back that was in use, or use a new store`);
};

/** @returns the fingerprint that is stored, null in a new store. */
const claimantOf = async (store: EventStore<StorableEvent>): Promise<string | null> => {
  const [first] = await store.read(stream);
  return first ? (first.event as InstallationClaimed).data.fingerprint : null;
};

/** @returns the fingerprint that is stored now: another process may have been faster. */
const claim = async (
  store: EventStore<StorableEvent>,
  fingerprint: string,
  { surroundings, provenance }: Clerk,
): Promise<string | null> => {
  const event: InstallationClaimed = { type: 'installation.claimed', data: { fingerprint } };
  const metadata = {
    $correlationId: stream,
    $causationId: provenance.agent,
    ...provenance,
    reached: 'claimed',
    time: surroundings.now().toISOString(),
    schema: 1,
  };
  const first = chained(event, metadata, { stream, revision: 0n, previous: null });
  try {
    await store.append(stream, 'no-stream', [first]);
  } catch (error) {
    if (!(error instanceof RevisionConflictError)) throw error;
  }
  return claimantOf(store);
};
