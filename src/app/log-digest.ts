import { createHash } from 'node:crypto';
import type { Recorded, StorableEvent } from '../ports/event-store.ts';

/** What a log holds, in a few words that can be kept elsewhere. */
export type LogDigest = Readonly<{
  streams: number;
  events: number;
  /** SHA-256, in hexadecimal digits, of all the lines. */
  digest: string;
}>;

/** A line for each stream: its name, the revision of its last event, and that one's hash. */
export type DigestInTheMaking = Readonly<{
  /** @returns the line; null when the stream has no event in this part of the log. Streams come in the order of names. */
  add: (history: readonly Recorded<StorableEvent>[]) => string | null;
  result: () => LogDigest;
}>;

/** @param position where the part of the log ends that is looked at; null for an empty one. */
export const createLogDigest = (position: string | null): DigestInTheMaking => {
  const end = position === null ? -1n : placeOf(position);
  const digest = createHash('sha256');
  let streams = 0;
  let events = 0;
  return {
    add: (history) => {
      const last = history.findLast((recorded) => placeOf(recorded.position) <= end);
      if (!last) return null;
      const line = `${last.stream} ${last.revision} ${last.metadata.hash}\n`;
      digest.update(line);
      streams += 1;
      events += Number(last.revision) + 1;
      return line;
    },
    result: () => ({ streams, events, digest: digest.copy().digest('hex') }),
  };
};

/** Positions are opaque but for the whole number that they begin with, which grows. */
export const placeOf = (position: string): bigint => BigInt(/^\d+/.exec(position)?.[0] ?? 0);
