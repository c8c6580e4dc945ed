import { EventStoreUnavailableError, type ExpectedRevision } from '../../../ports/event-store.ts';
import { pause } from '../../pause.ts';
import type { Connection } from './connection.ts';
import { readPage } from './read-stream.ts';

/** An append that the server refused, because its stream is at another revision than expected. */
export type RefusedAppend = Readonly<{
  stream: string;
  /** The stream's name on the server. */
  onServer: string;
  expected: ExpectedRevision;
  ids: readonly string[];
  /** The revision that the server says the stream is at; null when it names none. */
  current: bigint | null;
}>;

type Way = Readonly<{ connection: Connection; signal: AbortSignal }>;

const showLimitMs = 2_000;
const firstPauseMs = 5;
const pauseMsMax = 250;

/**
 * Finds out what a refused append came to. The server refuses by what it has written, and readers see only what it has
 * indexed since: a loser that is told at once reads again, and finds nothing new. So it is told when there is something to
 * read. And the server recognises a repeated append only as far as it has it in memory or in its index; the stream tells.
 *
 * @returns whether the very same events stand where they were to be appended: an earlier attempt has stored them.
 * @throws EventStoreUnavailableError when what the server names as the reason cannot be read within 2,000 ms.
 */
export const isStoredAlready = async (
  { stream, onServer, expected, ids, current }: RefusedAppend,
  { connection, signal }: Way,
): Promise<boolean> => {
  const before = expected === 'no-stream' ? -1n : expected;
  // A stream that is shorter than expected holds nothing to wait for, and nothing of ours.
  if (current === null || current <= before) return false;

  const read = (from: bigint, count: number) =>
    connection.call((attempt) => readPage(attempt, { onServer, from, count }), { stream, signal });
  const limit = performance.now() + showLimitMs;
  for (let pauseMs = firstPauseMs; (await read(current, 1)).length === 0; pauseMs = Math.min(pauseMsMax, pauseMs * 2)) {
    if (performance.now() > limit) throw notShown(connection.name, stream);
    await pause(pauseMs, signal);
  }
  const stored = await read(before + 1n, ids.length);
  return ids.every((id, at) => id === stored[at]?.event?.id);
};

const notShown = (store: string, stream: string): EventStoreUnavailableError =>
  new EventStoreUnavailableError(
    `${store} refuses an append to ${stream} because of events that it does not show within ${showLimitMs} ms`,
  );
