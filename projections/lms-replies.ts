import type {
  Artifacts,
  CertificateCommand,
  CertificateEvent,
  CommandRefused,
  Delivery,
  Failure,
} from '../machines/certificate.events.ts';
import type { Projection } from './projection.ts';

/** The answer to one submission, as the LMS will read it. */
export type LmsReply = Readonly<
  | { kind: 'created'; action: string; username: string; courseId: string; artifacts: Artifacts; url: string }
  | { kind: 'removed'; action: string; username: string; courseId: string }
  | { kind: 'failed'; username: string | null; courseId: string | null; errorReason: string }
>;

/** What is known about the answer to a submission. `reply` is null while the work is under way. */
type OwedReply = Readonly<{
  /** The newest one that is known: only its key is taken. */
  delivery: Delivery | null;
  reply: LmsReply | null;
  posts: number;
  redeliveries: number;
}>;

type Commands = ReadonlyMap<string, CertificateCommand>;
type Replies = ReadonlyMap<string, OwedReply>;

/** The answer to each submission of a stream, by submission. Once it is there it never changes. */
export const lmsReplies: Projection<Readonly<{ commands: Commands; replies: Replies; url: string }>> = {
  name: 'lms-replies',
  initial: () => ({ commands: new Map(), replies: new Map(), url: '' }),
  apply: (value, { event }) => {
    const { submission } = event.data;
    const known = value.replies.get(submission) ?? { delivery: null, reply: null, posts: 0, redeliveries: 0 };
    const owe = (owed: Partial<OwedReply>): typeof value => ({
      ...value,
      replies: new Map(value.replies).set(submission, { ...known, ...owed }),
    });

    switch (event.type) {
      case 'add_cert':
      case 'regen_cert':
      case 'del_cert':
        return {
          ...owe({ delivery: event.data.delivery }),
          commands: new Map(value.commands).set(submission, event),
        };
      case 'command.refused':
        return owe({ delivery: event.data.delivery, reply: refusal(event) });
      case 'reply.posted':
        return owe({
          posts: known.posts + 1,
          redeliveries: event.data.redeliveries,
          delivery: event.data.delivery ?? known.delivery,
        });
      default: {
        const url = event.type === 'certificate.created' ? event.data.downloadUrl : value.url;
        const reply = known.reply ?? outcome(event, value.commands.get(submission), url);
        return { ...owe({ reply }), url };
      }
    }
  },
};

/** The answer that an event decides, if it decides one. */
const outcome = (event: CertificateEvent, command: CertificateCommand | undefined, url: string): LmsReply | null => {
  if (!command) return null;
  const { action, courseId, personal } = command.data;
  const subject = { action, courseId, username: personal.username };

  if (event.type === 'certificate.failed') {
    return { kind: 'failed', ...subject, errorReason: errorReasonOf(subject, event.data) };
  }
  if (event.type === 'certificate.deleted') return { kind: 'removed', ...subject };
  if (command.type === 'del_cert' || event.type !== completing[command.type]) return null;
  return { kind: 'created', ...subject, artifacts: command.data.artifacts, url };
};

/** The event that completes a command: a regeneration is done when the old files are gone, too. */
const completing = { add_cert: 'certificate.created', regen_cert: 'certificate.removed' } as const;

/** The LMS's column. The event keeps the whole message. */
const reasonCharactersMax = 512;

/**
 * The documented form: who, what was thrown, why, and where in our code or template. A long message is cut in favour of
 * the place, which stands last.
 */
export const errorReasonOf = (
  subject: Readonly<{ username: string; courseId: string }>,
  failure: Pick<Failure, 'exception' | 'message' | 'file' | 'line'>,
): string => {
  const head = `(${subject.username} ${subject.courseId}) ${failure.exception}: `;
  const place = `: ${failure.file}:${failure.line}`;
  const message = [...failure.message];
  const room = Math.max(0, reasonCharactersMax - [...head].length - [...place].length);
  const told = message.length > room ? `${message.slice(0, Math.max(0, room - 1)).join('')}…` : failure.message;
  return `${head}${told}${place}`;
};

const refusal = ({ data }: CommandRefused): LmsReply => {
  const { courseId } = data;
  const { username } = data.personal;
  const subject = { username: username ?? 'unknown', courseId: courseId ?? 'unknown' };
  return { kind: 'failed', username, courseId, errorReason: errorReasonOf(subject, data) };
};
