import type { Artifacts, CertificateEvent } from '../machines/certificate.events.ts';
import { takesOn } from './projection.ts';
import type { Seen } from './view.ts';

/** How one submission was answered, without a word about the person: what `lms-replies` would have told is not here. */
export type LmsOutcome = Readonly<{
  stream: string;
  submission: string;
  command: 'add_cert' | 'regen_cert' | 'del_cert' | 'command.refused';
  /** The queue's number for it; null when a person asked on the command line. */
  item: number | null;
  /** Null while the work is under way. Once it is there it never changes. */
  kind: 'created' | 'removed' | 'failed' | null;
  /** How often the queue took the answer, and how often it had handed the item over again before the last time. */
  posts: number;
  redeliveries: number;
  firstPostedAt: string | null;
  lastPostedAt: string | null;
  /** The names that the command drew for its files. */
  artifacts: Artifacts | null;
}>;

/** A submission after one more event of its stream; undefined as long as nobody has taken it on. */
export const outcomeAfter = (before: LmsOutcome | undefined, seen: Seen): LmsOutcome | undefined => {
  const { event, stream, metadata } = seen;
  if (takesOn(event)) {
    return {
      stream,
      submission: metadata.$correlationId,
      command: event.type,
      item: event.data.delivery?.item ?? null,
      kind: event.type === 'command.refused' ? 'failed' : null,
      posts: 0,
      redeliveries: 0,
      firstPostedAt: null,
      lastPostedAt: null,
      artifacts: event.type === 'command.refused' ? null : event.data.artifacts,
    };
  }
  if (!before) return undefined;
  if (event.type === 'reply.posted') {
    const { time } = metadata;
    const { redeliveries } = event.data;
    const firstPostedAt = before.firstPostedAt ?? time;
    return { ...before, posts: before.posts + 1, redeliveries, firstPostedAt, lastPostedAt: time };
  }
  const kind = before.kind ?? kindDecidedBy(event, before.command);
  return kind === before.kind ? before : { ...before, kind };
};

/** What an event decides about the answer to a command, if it decides anything. */
const kindDecidedBy = ({ type }: CertificateEvent, command: LmsOutcome['command']): LmsOutcome['kind'] => {
  if (type === 'certificate.failed') return 'failed';
  if (type === 'certificate.deleted') return 'removed';
  return type === completing[command] ? 'created' : null;
};

/** A regeneration is done when the old files are gone, too. */
const completing: Readonly<Record<LmsOutcome['command'], CertificateEvent['type'] | null>> = {
  add_cert: 'certificate.created',
  regen_cert: 'certificate.removed',
  del_cert: null,
  'command.refused': null,
};
