import { DamagedEventError } from '../ports/event-store.ts';
import { CorruptStreamError } from './checked-step.ts';
import type { Ports } from './ports.ts';

/**
 * Reports a stream that cannot be trusted. It is left alone, nothing in it is overwritten, and the others go on.
 *
 * @param item of the queue, when it was that one which led there. It gets no answer: whether it was answered before, and
 *   how, is what the stream would say. So the queue keeps it, and hands it over again until the stream is mended.
 * @throws the error itself when it is of another kind.
 */
export const reportQuarantined = (error: unknown, { log }: Ports, item?: number): void => {
  if (!(error instanceof CorruptStreamError) && !(error instanceof DamagedEventError)) throw error;
  const { stream, code, message } = error;
  const fields = { stream, revision: Number(error.revision), code };
  if (item === undefined) log.error(`a stream is left alone: ${message}`, fields);
  else log.error(`a submission is not answered, and stays in the queue: ${message}`, { ...fields, item });
};
