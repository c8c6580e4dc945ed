import type { CertificateEvent } from '../machines/certificate.events.ts';
import type { Observed } from './projection.ts';

/** One line of a certificate's story. */
export type AuditLine = Readonly<{
  revision: number;
  time: string;
  type: CertificateEvent['type'];
  reached: string;
  submission: string;
  /** What the event says, in words; no personal data. */
  detail: string;
}>;

/** The story of one stream, a line for each event. */
export const auditTrail = (history: readonly Observed[]): readonly AuditLine[] =>
  history.map(({ revision, event, metadata }) => ({
    revision: Number(revision),
    time: metadata.time,
    type: event.type,
    reached: metadata.reached,
    submission: event.data.submission,
    detail: detailOf(event),
  }));

const detailOf = (event: CertificateEvent): string => {
  switch (event.type) {
    case 'add_cert':
    case 'regen_cert':
      return `${origin(event.data.delivery?.item)}${event.data.late ? ' (late)' : ''}, ${event.data.courseId}, files ${event.data.artifacts.downloadUuid}`;
    case 'del_cert':
      return `${origin(event.data.delivery?.item)}, ${event.data.courseId}`;
    case 'command.refused':
      return `${origin(event.data.delivery?.item)}: ${event.data.message} (${event.data.code})`;
    case 'prior_state.assumed':
      return `${event.data.state}: ${event.data.because}`;
    case 'certificate.rendered':
      return `${event.data.bytes} bytes, sha256 ${event.data.sha256}`;
    case 'certificate.signed':
      return event.data.signature ? `by ${event.data.signature.fingerprint}` : 'not signed, by setting';
    case 'certificate.created':
      return event.data.downloadUrl;
    case 'certificate.removed':
    case 'certificate.deleted':
      return event.data.artifacts.map(({ downloadUuid }) => downloadUuid).join(' ') || 'nothing was there';
    case 'certificate.failed':
      return `${event.data.step}: ${event.data.message} (${event.data.code}, ${event.data.file}:${event.data.line})`;
    case 'reply.posted':
      if (event.data.resent) return 'again, because a person wanted it';
      return event.data.redeliveries > 0 ? `again, redelivery ${event.data.redeliveries}` : 'accepted';
  }
};

const origin = (item: number | undefined): string => (item === undefined ? 'command line' : `queue item ${item}`);
