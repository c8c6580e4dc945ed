import { isCertificateStream, type Projection, takesOn } from './projection.ts';

/**
 * The streams with a submission that was taken on and never answered: a process ended in the middle, or the queue
 * was down. The fold runs over the whole history at every start, so it changes its value in place.
 */
export const owedStreams: Projection<Map<string, Set<string>>> = {
  name: 'owed-streams',
  initial: () => new Map(),
  apply: (owed, { stream, event }) => {
    if (!isCertificateStream(stream)) return owed;
    const { submission } = event.data;
    const submissions = owed.get(stream) ?? new Set();

    if (event.type === 'reply.posted') submissions.delete(submission);
    else if (takesOn(event)) submissions.add(submission);

    if (submissions.size > 0) owed.set(stream, submissions);
    else owed.delete(stream);
    return owed;
  },
};
