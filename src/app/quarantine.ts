import { DamagedEventError } from '../ports/event-store.ts';
import { CorruptStreamError } from './checked-step.ts';
import type { Ports } from './ports.ts';

/**
 * Reports a stream that cannot be trusted. It is left alone, nothing in it is overwritten, and the others go on.
 *
 * @throws the error itself when it is of another kind.
 */
export const reportQuarantined = (error: unknown, { log }: Ports): void => {
  if (!(error instanceof CorruptStreamError) && !(error instanceof DamagedEventError)) throw error;
  log.error(`a stream is left alone: ${error.message}`, { stream: error.stream, revision: Number(error.revision) });
};
