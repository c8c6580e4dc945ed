import { pause } from '../adapters/pause.ts';
import { EventStoreUnavailableError } from '../ports/event-store.ts';
import type { Log } from '../ports/log.ts';

/** How a store is waited for that cannot be reached. */
export type Waiting = Readonly<{
  /** Ends the waiting, with the signal's reason. */
  ending: AbortSignal;
  /** A service waits for as long as it takes; a command for as long as the store itself does. */
  isForEver: boolean;
}>;

const pauseMs = 5_000;

/**
 * Does what first needs the store.
 *
 * @throws the reason of `ending`; else what `work` throws, unless that is waited for.
 */
export const reachStore = async <Result>(
  work: () => Promise<Result>,
  { ending, isForEver }: Waiting,
  log: Pick<Log, 'warn' | 'info'>,
): Promise<Result> => {
  for (;;) {
    try {
      return await orEnded(work, ending);
    } catch (error) {
      if (ending.aborted) {
        log.info('asked to end while the event store was waited for');
        throw ending.reason;
      }
      if (!isForEver || !(error instanceof EventStoreUnavailableError)) throw error;
      log.warn('the event store cannot be reached: waiting for it', { code: error.code, reason: error.message });
      await pause(pauseMs, ending);
    }
  }
};

/** What comes first: the work's outcome, or the signal. */
const orEnded = async <Result>(work: () => Promise<Result>, ending: AbortSignal): Promise<Result> => {
  ending.throwIfAborted();
  let end = (): void => {};
  const ended = new Promise<never>((_, reject) => {
    end = () => reject(ending.reason);
    ending.addEventListener('abort', end);
  });
  try {
    return await Promise.race([work(), ended]);
  } finally {
    ending.removeEventListener('abort', end);
  }
};
