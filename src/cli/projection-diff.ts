import { type CertificateState, fold, statusOf } from '../../machines/certificate.decider.ts';
import type { CertificateEvent } from '../../machines/certificate.events.ts';
import type { CertificateStatus } from '../../projections/certificate-status.ts';
import type { Examined } from '../app/examine-stream.ts';
import { placeOf } from '../app/log-digest.ts';
import type { Recorded } from '../ports/event-store.ts';
import type { CommandContext, History } from './opened.ts';
import { projectedStatuses } from './projected-statuses.ts';

/** One thing that the live view says otherwise than the history. */
export type Difference = Readonly<{ stream: string; field: string; projected: unknown; replayed: unknown }>;

/** What differs in one certificate. A stream with a fault is not compared: it is reported anyway. */
export type Comparison = (examined: Examined) => readonly Difference[];

/**
 * Compares what the live view says with what each history folds to in the machine, which shares no code with the view.
 * What is stored while it is compared may be in the view or not.
 */
export const beginComparison = async (history: History, context: CommandContext): Promise<Comparison> => {
  const head = await history.stored.head();
  const begun = head === null ? -1n : placeOf(head);
  const statuses = await projectedStatuses(history, context);
  return (examined) => (examined.fault ? [] : differencesOf(examined, statuses.get(examined.stream), begun));
};

const differencesOf = (
  { stream, history: events, state }: Examined,
  projected: CertificateStatus | undefined,
  begun: bigint,
): readonly Difference[] => {
  const due = events.findLastIndex(({ position }) => placeOf(position) <= begun) + 1;
  if (!projected) return due === 0 ? [] : [{ stream, field: 'events', projected: 0, replayed: due }];
  const seen = Math.max(due, Math.min(projected.events, events.length));
  const then = events.slice(0, seen);
  const replayed = replayedStatus(then, seen === events.length ? state : fold(then.map(({ event }) => event)), stream);
  return (Object.keys(replayed) as (keyof CertificateStatus)[])
    .filter((field) => JSON.stringify(replayed[field]) !== JSON.stringify(projected[field]))
    .map((field) => ({ stream, field, projected: projected[field] ?? null, replayed: replayed[field] }));
};

const replayedStatus = (
  events: readonly Recorded<CertificateEvent>[],
  state: CertificateState,
  stream: string,
): CertificateStatus => {
  const { order, failure } = state.snapshot.context;
  const first = events[0]?.event;
  const refusal = first?.type === 'command.refused' ? first.data : null;
  return {
    stream,
    status: refusal ? 'refused' : statusOf(state),
    courseId: order?.courseId ?? refusal?.courseId ?? null,
    events: events.length,
    changedAt: events.at(-1)?.metadata.time ?? '',
    failure: failure && { code: failure.code, step: failure.step },
  };
};

export const renderDifference = ({ stream, field, projected, replayed }: Difference): string =>
  `${stream}  ${field}: the view says ${JSON.stringify(projected)}, the history ${JSON.stringify(replayed)}`;
