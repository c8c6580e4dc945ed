import type { Status } from '../machines/certificate.decider.ts';
import type { CertificateEvent, Failure } from '../machines/certificate.events.ts';
import { isCertificateStream, type Projection, takesOn } from './projection.ts';

/** One line of `status`: where a certificate stands. No personal data. */
export type CertificateStatus = Readonly<{
  stream: string;
  status: Status | 'refused';
  courseId: string | null;
  events: number;
  /** When its last event was stored, ISO 8601. */
  changedAt: string;
  failure: Pick<Failure, 'code' | 'step'> | null;
}>;

/** Every certificate's state, by stream. The map is changed in place: it is folded over the whole history. */
export const certificateStatuses: Projection<Map<string, CertificateStatus>> = {
  name: 'certificate-status',
  initial: () => new Map(),
  apply: (statuses, { stream, event, metadata }) => {
    if (!isCertificateStream(stream)) return statuses;
    const before = statuses.get(stream);
    return statuses.set(stream, {
      stream,
      status: event.type === 'command.refused' || before?.status === 'refused' ? 'refused' : topLevel(metadata.reached),
      courseId: 'courseId' in event.data ? event.data.courseId : (before?.courseId ?? null),
      events: (before?.events ?? 0) + 1,
      changedAt: metadata.time,
      failure: failureAfter(event, before?.failure ?? null),
    });
  },
};

const topLevel = (reached: string): Status => reached.split('.')[0] as Status;

const failureAfter = (event: CertificateEvent, before: CertificateStatus['failure']): CertificateStatus['failure'] => {
  if (event.type === 'certificate.failed') return { code: event.data.code, step: event.data.step };
  // As in the chart: until the next command, whatever else becomes true.
  return takesOn(event) ? null : before;
};
