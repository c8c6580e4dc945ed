import pLimit from 'p-limit';
import { owedStreams } from '../../projections/owed-streams.ts';
import { foldHistory } from './fold-history.ts';
import { type Job, settleStream } from './handle-submission.ts';
import { reportQuarantined } from './quarantine.ts';

/**
 * Pays what every stream owes, oldest first: unfinished work, and answers that were never taken. A corrupt stream is
 * reported and left alone; the others go on.
 *
 * @param concurrency how many streams are in work at once.
 * @returns the streams whose answer the queue did not take.
 * @throws EventStoreUnavailableError, or what `signal` was aborted with.
 */
export const recover = async ({ ports, signal }: Job, concurrency: number): Promise<readonly string[]> => {
  const owed = await foldHistory(ports.store, owedStreams, (error) => reportQuarantined(error, ports));
  if (owed.size > 0) ports.log.info('finishing what was left', { streams: owed.size });

  return settleStreams([...owed.keys()], { ports, signal }, concurrency);
};

/** Pays what these streams owe. @returns those whose answer the queue did not take. */
export const settleStreams = async (
  streams: readonly string[],
  { ports, signal }: Job,
  concurrency: number,
): Promise<readonly string[]> => {
  const limit = pLimit(concurrency);
  const unposted: string[] = [];
  const settleOne = async (stream: string): Promise<void> => {
    signal.throwIfAborted();
    try {
      const { answered } = await settleStream(stream, { ports, signal });
      if (!answered) unposted.push(stream);
    } catch (error) {
      reportQuarantined(error, ports);
    }
  };
  await Promise.all(streams.map((stream) => limit(settleOne, stream)));
  return unposted;
};
