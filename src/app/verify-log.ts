import { DamagedEventError, type EventStore, type StorableEvent } from '../ports/event-store.ts';
import { examineAll } from './examine-all.ts';
import type { Examined, Fault } from './examine-stream.ts';
import { createLogDigest, type LogDigest, placeOf } from './log-digest.ts';
import { indexLog } from './log-index.ts';

/** What is not as it was written. Without a stream: the store below its events, or the log as a whole. */
export type Lie = Readonly<{ stream: string | null; revision: number | null; code: string; message: string }>;

/** What a log was when somebody noted it down. */
export type Noted = LogDigest & Readonly<{ position: string | null }>;

export type Verification = Readonly<{
  /** An earlier note that the log must still agree with. */
  expected: Noted | null;
  /** Streams with an event that the store has reported as unreadable; it may leave them out of its pages. */
  damaged?: ReadonlySet<string>;
  /** Hears of each lie. @returns true to hear of more. */
  onLie: (lie: Lie) => boolean;
  onProgress: (progress: Readonly<{ reading: 'log' | 'streams'; done: number; of: number | null }>) => void;
  /** Hears the lines of the digest (of the earlier note's part of the log, when there is one). */
  onLine: (line: string) => Promise<void>;
}>;

/** What was verified: the log up to the event that was the last one at the beginning. */
export type Verified = Noted & Readonly<{ eventsRead: number; lies: number }>;

/** Ends the walk when nobody wants to hear more. */
class HeardEnough extends Error {}

/**
 * Verifies a whole log, from the file below it to the last event: see docs/history.md for what that shows, and what not.
 *
 * @throws EventStoreUnavailableError, CorruptEventStoreError when not even the order of storing can be read.
 */
export const verifyLog = async (
  store: EventStore<StorableEvent>,
  { expected, damaged = new Set(), onLie, onProgress, onLine }: Verification,
): Promise<Verified> => {
  const position = await store.head();
  const now = createLogDigest(position);
  const then = expected && createLogDigest(expected.position);
  let lies = 0;
  let eventsRead = 0;
  const tell = (lie: Lie): void => {
    lies += 1;
    if (!onLie(lie)) throw new HeardEnough();
  };

  try {
    for (const finding of await store.verify()) tell(ofTheLog('event-store-corrupt', finding));
    if (position === null) tell(ofTheLog('log-empty', 'the log is empty: is this the store that was meant?'));

    const { names, counts } = await indexLog(store, {
      damaged,
      onFault: (fault) => tell(lieOf(fault)),
      onProgress: (done) => onProgress({ reading: 'log', done, of: null }),
    });
    let done = 0;
    for await (const examined of examineAll(store, names)) {
      const fault = examined.fault ?? missingEnd(examined, counts);
      if (fault) tell(lieOf(fault));
      eventsRead += examined.history.length;
      const line = now.add(examined.history);
      const earlier = then ? then.add(examined.history) : line;
      if (earlier !== null) await onLine(earlier);
      done += 1;
      onProgress({ reading: 'streams', done, of: names.length });
    }
    if (expected && then) for (const lie of disagreements(expected, then.result(), position)) tell(lie);
  } catch (error) {
    if (!(error instanceof HeardEnough)) throw error;
  }
  return { ...now.result(), position, eventsRead, lies };
};

const ofTheLog = (code: string, message: string): Lie => ({ stream: null, revision: null, code, message });

export const lieOf = ({ stream, revision, code, message }: Fault): Lie => ({
  stream,
  revision: Number(revision),
  code,
  message,
});

/** The log has events of a stream that the stream itself does not have. It may have more by now. */
const missingEnd = ({ stream, history }: Examined, counts: ReadonlyMap<string, number>): Fault | null =>
  history.length < (counts.get(stream) ?? 0)
    ? new DamagedEventError({ stream, revision: history.length }, 'it is in the log, but not in its stream')
    : null;

const disagreements = (expected: Noted, found: LogDigest, position: string | null): readonly Lie[] => {
  if (found.digest === expected.digest) return [];
  const isShorter = expected.position !== null && (position === null || placeOf(position) < placeOf(expected.position));
  const end = isShorter ? `the log ends before the receipt does, at ${position ?? 'its beginning'}; ` : '';
  const sums = `the receipt has ${expected.events} events in ${expected.streams} streams up to position ${expected.position}`;
  return [ofTheLog('receipt-differs', `${end}${sums}, the log ${found.events} in ${found.streams}`)];
};
