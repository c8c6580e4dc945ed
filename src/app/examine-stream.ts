import { type CertificateState, initialState } from '../../machines/certificate.decider.ts';
import type { CertificateEvent } from '../../machines/certificate.events.ts';
import { isCertificateStream } from '../../projections/projection.ts';
import { DamagedEventError, type EventStore, type Recorded, type StorableEvent } from '../ports/event-store.ts';
import { CorruptStreamError, checkedStep } from './checked-step.ts';
import { verifyLink } from './hash-chain.ts';
import { inTodaysForm } from './history.ts';

/** The first event of a stream that is not what was written, or that the machine cannot have made. */
export type Fault = DamagedEventError | CorruptStreamError;

/** A stream that was looked at event by event. */
export type Examined = Readonly<{
  stream: string;
  /** The events that are as they were written, and fit; those before the fault, when there is one. */
  history: readonly Recorded<CertificateEvent>[];
  /** Where they lead. */
  state: CertificateState;
  fault: Fault | null;
}>;

/**
 * Reads a stream that nobody vouches for: each event must be in its place, must hang on the one before it, must fit to the
 * machine, and must lead to the state that is recorded beside it. Ends at the first that does not.
 *
 * @param store the store itself, not the history: that one hands out no stream with a fault.
 * @throws EventStoreUnavailableError, CorruptEventStoreError
 */
export const examineStream = async (
  store: Pick<EventStore<StorableEvent>, 'read'>,
  stream: string,
): Promise<Examined> => {
  const { stored, unreadable } = await readStream(store, stream);
  const history: Recorded<CertificateEvent>[] = [];
  let state = initialState;
  try {
    for (const recorded of stored) {
      const event = verified(recorded, history);
      if (isCertificateStream(stream)) state = checkedStep(state, event);
      history.push(event);
    }
    return { stream, history, state, fault: unreadable };
  } catch (error) {
    return { stream, history, state, fault: faultOf(error) };
  }
};

const readStream = async (store: Pick<EventStore<StorableEvent>, 'read'>, stream: string) => {
  try {
    return { stored: await store.read(stream), unreadable: null };
  } catch (error) {
    if (!(error instanceof DamagedEventError)) throw error;
    return { stored: error.before, unreadable: error };
  }
};

const verified = (
  recorded: Recorded<StorableEvent>,
  before: readonly Recorded<CertificateEvent>[],
): Recorded<CertificateEvent> => {
  const expected = BigInt(before.length);
  if (recorded.revision !== expected) {
    throw new DamagedEventError({ stream: recorded.stream, revision: expected }, 'it is missing');
  }
  verifyLink(recorded, before.at(-1)?.metadata.hash ?? null);
  return inTodaysForm(recorded);
};

const faultOf = (error: unknown): Fault => {
  if (error instanceof DamagedEventError || error instanceof CorruptStreamError) return error;
  throw error;
};
