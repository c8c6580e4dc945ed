import { type CertificateState, evolve, pathOf } from '../../machines/certificate.decider.ts';
import type { CertificateEvent } from '../../machines/certificate.events.ts';
import type { Recorded } from '../ports/event-store.ts';

/** The stored events cannot have been written by this machine. The stream is left alone; the others go on. */
export class CorruptStreamError extends Error {
  override readonly name = 'CorruptStreamError';
  /** As docs/errors.md has it. */
  readonly code = 'stream-corrupt';
  readonly stream: string;
  readonly revision: bigint;

  constructor(stream: string, revision: bigint, options: ErrorOptions & { because: string }) {
    super(`stream ${stream} is corrupt at revision ${revision}: ${options.because}`, options);
    this.stream = stream;
    this.revision = revision;
  }
}

/**
 * Moves by one stored event, which must fit, and must lead where it led when it was stored.
 *
 * @throws CorruptStreamError
 */
export const checkedStep = (
  before: CertificateState,
  { stream, revision, event, metadata }: Omit<Recorded<CertificateEvent>, 'position'>,
): CertificateState => {
  const corrupt = (because: string, cause?: unknown) => new CorruptStreamError(stream, revision, { because, cause });
  let state: CertificateState;
  try {
    state = evolve(before, event);
  } catch (error) {
    throw corrupt(error instanceof Error ? error.message : String(error), error);
  }
  if (pathOf(state) === metadata.reached) return state;
  throw corrupt(`${event.type} leads to ${pathOf(state)}, but ${metadata.reached} is recorded`);
};
