import { fold, statusOf } from '../../machines/certificate.decider.ts';
import { type AuditLine, auditTrail } from '../../projections/audit-trail.ts';
import { errorReasonOf, lmsReplies } from '../../projections/lms-replies.ts';
import { type Intervention, needsIntervention } from '../../projections/needs-intervention.ts';
import { project } from '../../projections/projection.ts';
import type { CertificateStream } from '../app/certificate-streams.ts';
import type { Fault } from '../app/examine-stream.ts';
import { type Lie, lieOf } from '../app/verify-log.ts';

/** A certificate as a person or a script wants to see it. No name, no grade. */
export type CertificateView = Readonly<{
  stream: string;
  state: string;
  courseId: string | null;
  errorReason: string | null;
  downloadUrl: string | null;
  signedBy: string | null;
  owed: readonly string[];
  answers: Readonly<Record<string, number>>;
  /** What only a person can mend. */
  needsIntervention: readonly Intervention[];
  events: readonly AuditLine[];
  /** The first event that is not what was written, or does not fit; all above is of those before it. */
  fault: Lie | null;
}>;

/** What a view is made of. */
export type Viewed = Pick<CertificateStream, 'name' | 'state' | 'history'> & Readonly<{ fault?: Fault | null }>;

/**
 * What the history says of one certificate.
 *
 * @param answeredBefore a submission whose work ended before this time (ISO 8601) should be answered by now.
 */
export const viewOf = ({ name, state, history, fault }: Viewed, answeredBefore: string): CertificateView => {
  const { context } = state.snapshot;
  const [first] = history;
  const refusal = first?.event.type === 'command.refused' ? first.event.data : null;
  const courseId = context.order?.courseId ?? refusal?.courseId ?? null;
  // The username is left out here: this is printed, piped and pasted into tickets.
  const subject = { username: '…', courseId: courseId ?? 'unknown' };
  const failure = context.failure ?? refusal;
  const answers = [...project(lmsReplies, history).replies].map(([submission, { posts }]) => [submission, posts]);
  return {
    stream: name,
    state: refusal ? 'refused' : statusOf(state),
    courseId,
    errorReason: failure ? errorReasonOf(subject, failure) : null,
    downloadUrl: context.published?.downloadUrl ?? null,
    signedBy: context.signature?.fingerprint ?? null,
    owed: state.owed.map(({ type }) => type),
    answers: Object.fromEntries(answers),
    needsIntervention: needsIntervention(history, answeredBefore),
    events: auditTrail(history),
    fault: fault ? lieOf(fault) : null,
  };
};

/** The first `count` events of a stream, folded again. */
export const upTo = <Seen extends Viewed>(certificate: Seen, count: number): Seen => {
  const history = certificate.history.slice(0, count);
  return { ...certificate, history, state: fold(history.map(({ event }) => event)) };
};

/** One line of the timeline. */
export const renderLine = ({ revision, time, type, reached, detail }: AuditLine): string =>
  `${String(revision).padStart(3)}  ${time.slice(0, 19).replace('T', ' ')}Z  ${type.padEnd(20)}  ${reached.padEnd(23)}  ${detail}`;

/** The whole view for a terminal. */
export const renderView = (view: CertificateView): readonly string[] => [
  `${view.stream} is ${view.state}${view.fault ? ` before revision ${view.fault.revision}, where it is damaged` : ''}`,
  ...(view.courseId ? [`course       ${view.courseId}`] : []),
  ...(view.downloadUrl ? [`download     ${view.downloadUrl}`] : []),
  ...(view.signedBy ? [`signed by    ${view.signedBy}`] : []),
  ...(view.errorReason ? [`error        ${view.errorReason}`] : []),
  `owed         ${view.owed.join(', ') || 'nothing'}`,
  ...view.needsIntervention.map(({ because, since }) => `needs you    ${because} since ${since}: see \`resend\``),
  '',
  ...view.events.map(renderLine),
  ...(view.fault ? [`${String(view.fault.revision).padStart(3)}  not what was written, or does not fit`] : []),
];
