import type { Status } from '../machines/certificate.decider.ts';
import type { CertificateEvent, Failure } from '../machines/certificate.events.ts';
import { isCertificateStream, type Observed, type Projection, takesOn } from './projection.ts';

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
  apply: (statuses, observed) =>
    isCertificateStream(observed.stream)
      ? statuses.set(observed.stream, statusAfter(statuses.get(observed.stream), observed))
      : statuses,
};

/** Where a certificate stands after one more event of its stream. Only a command's and a failure's data are looked into. */
export const statusAfter = (
  before: CertificateStatus | undefined,
  { stream, event, metadata }: Observed,
): CertificateStatus => ({
  stream,
  status: event.type === 'command.refused' || before?.status === 'refused' ? 'refused' : topLevel(metadata.reached),
  courseId: takesOn(event) ? event.data.courseId : (before?.courseId ?? null),
  events: (before?.events ?? 0) + 1,
  changedAt: metadata.time,
  failure: failureAfter(event, before?.failure ?? null),
});

const topLevel = (reached: string): Status => {
  const dot = reached.indexOf('.');
  return (dot < 0 ? reached : reached.slice(0, dot)) as Status;
};

const failureAfter = (event: CertificateEvent, before: CertificateStatus['failure']): CertificateStatus['failure'] => {
  if (event.type === 'certificate.failed') return { code: event.data.code, step: event.data.step };
  // As in the chart: until the next command, whatever else becomes true.
  return takesOn(event) ? null : before;
};
