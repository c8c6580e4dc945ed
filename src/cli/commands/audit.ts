import type { CertificateEvent } from '../../../machines/certificate.events.ts';
import { isKnownType } from '../../../machines/certificate.schemas.ts';
import { auditTrail } from '../../../projections/audit-trail.ts';
import { isCertificateStream } from '../../../projections/projection.ts';
import type { Recorded } from '../../ports/event-store.ts';
import { exitCodes } from '../exit-codes.ts';
import { findCertificate } from '../find-certificate.ts';
import { type CommandContext, withHistory } from '../opened.ts';
import { renderLine } from '../story.ts';

type Format = Readonly<{ json?: boolean }>;

/**
 * The timeline alone, a line for each event, of one certificate or of the whole store. Nothing is folded, so that a stream
 * that is corrupt can be looked at as well.
 */
export const audit = (named: string | undefined, { json }: Format, context: CommandContext): Promise<number> =>
  withHistory(context, async ({ store, installationSecret }) => {
    const { data, note } = context.console;
    if (named === undefined) {
      for await (const recorded of store.readAll()) {
        const line = lineOf(recorded);
        data(json ? JSON.stringify({ stream: recorded.stream, ...line }) : `${recorded.stream}  ${renderLine(line)}`);
      }
      return exitCodes.done;
    }
    const stream = await findCertificate(named, store, installationSecret);
    if (!json) note(stream);
    for (const recorded of await store.read(stream)) {
      const line = lineOf(recorded);
      data(json ? JSON.stringify({ stream, ...line }) : renderLine(line));
    }
    return exitCodes.done;
  });

/** Streams that are no certificate's have events that only their writer knows: their type says enough. */
const lineOf = (recorded: Recorded<CertificateEvent>) => {
  const isOurs = isCertificateStream(recorded.stream) && isKnownType(recorded.event.type);
  const [line] = isOurs ? auditTrail([recorded]) : [];
  if (line) return line;
  const { revision, event, metadata } = recorded;
  const { time, reached, $correlationId: submission } = metadata;
  return { revision: Number(revision), time, type: event.type, reached, submission, detail: '' };
};
