import type { Recorded, StorableEvent } from '../ports/event-store.ts';
import { UsageError } from './usage-error.ts';

/** A point in a stream's past: behind an event, or at a time. Neither is now. */
export type PointInTime = Readonly<{ until?: number; at?: string }>;

/** How many of a stream's events had happened then. By time: those before the first that was stored later. */
export const countThen = (history: readonly Recorded<StorableEvent>[], { until, at }: PointInTime): number => {
  if (until !== undefined) return Math.min(until + 1, history.length);
  if (at === undefined) return history.length;
  const then = Date.parse(at);
  const later = history.findIndex(({ metadata }) => !(Date.parse(metadata.time) <= then));
  return later < 0 ? history.length : later;
};

const isoTime = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d))?$/;

/** @throws UsageError when it is no time, or one that means another moment on another machine. */
export const isoTimeOf = (text: string): string => {
  if (isoTime.test(text) && !Number.isNaN(Date.parse(text))) return text;
  throw new UsageError(
    'a time is written like 2026-05-01T10:00:00Z or 2026-05-01T12:00+02:00; a date alone begins in UTC',
  );
};
