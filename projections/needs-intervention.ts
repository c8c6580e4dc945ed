import { isCertificateStream, type Observed, type Projection, project, takesOn } from './projection.ts';

/** Something that only a person can mend, and why. */
export type Intervention = Readonly<{
  stream: string;
  submission: string;
  because: 'not-answered' | 'redelivered-after-answer';
  /** Since when, ISO 8601. */
  since: string;
  redeliveries: number;
}>;

/** From the second redelivery of an answered submission on, the LMS evidently does not take the answer. */
const redeliveriesFlagged = 2;

/** A stream's latest submission, with all that the question needs. */
export type Watched = Readonly<{
  submission: string;
  outcomeAt: string | null;
  redeliveries: number;
  postedAt: string | null;
}>;

/** The latest submission of each stream, changed in place. */
export const watchedSubmissions: Projection<Map<string, Watched>> = {
  name: 'needs-intervention',
  initial: () => new Map(),
  apply: (watched, observed) => {
    const { stream } = observed;
    if (!isCertificateStream(stream)) return watched;
    const before = watched.get(stream);
    const after = watchedAfter(before, observed, observed.event.data.submission);
    return after && after !== before ? watched.set(stream, after) : watched;
  },
};

/** The latest submission after one more event of its stream. Only an answer's data are looked into. */
export const watchedAfter = (
  before: Watched | undefined,
  { event, metadata: { time } }: Pick<Observed, 'event' | 'metadata'>,
  submission: string,
): Watched | undefined => {
  if (takesOn(event)) return { submission, outcomeAt: time, redeliveries: 0, postedAt: null };
  if (before?.submission !== submission) return before;
  if (event.type === 'reply.posted') return { ...before, redeliveries: event.data.redeliveries, postedAt: time };
  // What comes after the answer, such as old files that are removed in time, does not open the question again.
  return before.postedAt === null ? { ...before, outcomeAt: time } : before;
};

/**
 * What a person should look at.
 *
 * @param answeredBefore a submission whose work ended before this time (ISO 8601) should be answered by now.
 */
export const needsIntervention = (history: Iterable<Observed>, answeredBefore: string): readonly Intervention[] =>
  interventionsOf(project(watchedSubmissions, history), answeredBefore);

export const interventionsOf = (watched: ReadonlyMap<string, Watched>, answeredBefore: string): Intervention[] =>
  [...watched].flatMap(([stream, { submission, outcomeAt, redeliveries, postedAt }]): Intervention[] => {
    if (redeliveries >= redeliveriesFlagged && postedAt) {
      return [{ stream, submission, because: 'redelivered-after-answer', since: postedAt, redeliveries }];
    }
    if (!postedAt && outcomeAt && outcomeAt < answeredBefore) {
      return [{ stream, submission, because: 'not-answered', since: outcomeAt, redeliveries }];
    }
    return [];
  });
