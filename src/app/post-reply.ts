import type { CertificateEvent } from '../../machines/certificate.events.ts';
import { lmsReplies } from '../../projections/lms-replies.ts';
import { project } from '../../projections/projection.ts';
import type { CertificateStream } from './certificate-streams.ts';
import { markReplaced } from './mark-replaced.ts';
import type { Ports } from './ports.ts';

/** Which answer is posted. */
export type Answer = Readonly<{
  submission: string;
  /** True when a person wants it, and not the queue. */
  resent: boolean;
}>;

/**
 * Posts the stored answer to a submission, the same one for ever, with the newest key. Before it gives the LMS a
 * certificate, the pages of those that this one replaced say so.
 *
 * @returns the fact that the queue took it.
 * @throws QueueUnavailableError, QueueAccessError, ReplyRefusedError, ArtifactStoreError; nothing is stored then.
 */
export const postReply = async (
  { submission, resent }: Answer,
  certificate: CertificateStream,
  { ports, signal }: Readonly<{ ports: Ports; signal: AbortSignal }>,
): Promise<CertificateEvent> => {
  const owed = project(lmsReplies, certificate.history).replies.get(submission);
  if (!owed?.reply) throw new Error(`no answer to submission ${submission} is decided in ${certificate.name}`);

  if (owed.reply.kind === 'created') await markReplaced(certificate, { ports, signal });
  const delivery = ports.deliveries.newest(submission) ?? owed.delivery;
  // What a person issued from the command line is answered there.
  if (delivery) {
    await ports.queue.post(delivery, owed.reply, signal);
    ports.deliveries.noteAnswered(submission, delivery);
  }
  const isFirst = owed.posts === 0;
  const redeliveries = isFirst || resent ? 0 : owed.redeliveries + 1;
  return { type: 'reply.posted', data: { submission, delivery, redeliveries, resent: resent && !isFirst } };
};
