import { isUnderstood, type Seen } from './view.ts';

/** How often something happened on one day (UTC), and which part of the log tells of it. */
export type DailyCount = Readonly<{
  /** E.g. `2026-05-01`. */
  day: string;
  type: string;
  /** The reason of a failure or refusal, empty for what went well. */
  code: string;
  count: number;
  /** The positions of the first and the last of them. */
  first: string;
  last: string;
}>;

/** What tells the counts of one day apart. */
export const dailyKeyOf = ({ type, code }: Pick<DailyCount, 'type' | 'code'>): string =>
  code ? `${type} ${code}` : type;

/** What an event is counted as. */
export const dailyKindOf = (seen: Seen): Pick<DailyCount, 'type' | 'code'> => {
  const { event } = seen;
  const hasCode = event.type === 'certificate.failed' || event.type === 'command.refused';
  return { type: event.type, code: hasCode && isUnderstood(seen) ? event.data.code : '' };
};

/** The count after one more of its events. */
export const dailyAfter = (before: DailyCount | undefined, seen: Seen): DailyCount => {
  const { position } = seen;
  if (before) {
    const { day, type, code, count, first } = before;
    return { day, type, code, count: count + 1, first, last: position };
  }
  return { day: seen.metadata.time.slice(0, 10), ...dailyKindOf(seen), count: 1, first: position, last: position };
};
