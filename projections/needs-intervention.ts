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

type Watched = Readonly<{
  submission: string;
  outcomeAt: string | null;
  redeliveries: number;
  postedAt: string | null;
}>;

/** The latest submission of each stream with all that the question needs, changed in place. */
export const watchedSubmissions: Projection<Map<string, Watched>> = {
  name: 'needs-intervention',
  initial: () => new Map(),
  apply: (watched, { stream, event, metadata }) => {
    if (!isCertificateStream(stream)) return watched;
    const { submission } = event.data;
    const before = watched.get(stream);
    const isNew = takesOn(event);
    const same = !isNew && before?.submission === submission ? before : null;
    if (!isNew && !same) return watched;

    const posted = event.type === 'reply.posted';
    return watched.set(stream, {
      submission,
      outcomeAt: posted ? (same?.outcomeAt ?? null) : metadata.time,
      redeliveries: posted ? event.data.redeliveries : 0,
      postedAt: posted ? metadata.time : null,
    });
  },
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
