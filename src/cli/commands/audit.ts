import { isKnownType } from '../../../machines/certificate.schemas.ts';
import { type AuditLine, auditTrail } from '../../../projections/audit-trail.ts';
import { isCertificateStream, type Observed } from '../../../projections/projection.ts';
import { examineStream } from '../../app/examine-stream.ts';
import { DamagedEventError } from '../../ports/event-store.ts';
import { exitCodes } from '../exit-codes.ts';
import { findCertificate } from '../find-certificate.ts';
import { type CommandContext, type History, withHistory } from '../opened.ts';
import { renderLine } from '../story.ts';

type Format = Readonly<{ json?: boolean }>;

/**
 * The timeline alone, a line for each event, of one certificate or of the whole store. Nothing is folded, so that a stream
 * that is corrupt can be looked at as well: of an event that cannot be read there is a line that says so, and the end is 1.
 */
export const audit = (named: string | undefined, format: Format, context: CommandContext): Promise<number> =>
  withHistory(context, async (history) =>
    named === undefined ? auditAll(history, format, context) : auditOne(named, { history, format }, context),
  );

const auditAll = async (
  { store, damaged }: History,
  { json }: Format,
  { console }: CommandContext,
): Promise<number> => {
  let unreadable = 0;
  for await (const page of store.readPages()) {
    for (const observed of page) {
      const line = lineOf(observed);
      unreadable += line.isReadable ? 0 : 1;
      console.data(print(observed.stream, line, json));
    }
  }
  // A store may leave out what it cannot read.
  if (unreadable + damaged.size === 0) return exitCodes.done;
  console.note('some events cannot be read: `verify-log --keep-going` names each damaged stream');
  return exitCodes.failed;
};

type One = Readonly<{ history: History; format: Format }>;

const auditOne = async (named: string, { history, format }: One, { console }: CommandContext): Promise<number> => {
  const { store, stored, installationSecret } = history;
  const stream = await findCertificate(named, store, installationSecret);
  const { history: events, fault } = await examineStream(stored, stream);
  if (!format.json) console.note(stream);
  const show = (observed: Observed): void => {
    const line = lineOf(observed);
    console.data(format.json ? print(stream, line, true) : renderLine(line));
  };
  if (!fault) {
    for (const event of events) show(event);
    return exitCodes.done;
  }
  // What stands behind the damage is found in the log alone.
  for await (const page of store.readPages()) for (const event of page) if (event.stream === stream) show(event);
  console.note(`${fault.message} (${fault.code}): what it says, and what follows, may be a lie`);
  return exitCodes.failed;
};

const print = (stream: string, { isReadable: _, ...line }: ReadLine, json: boolean | undefined): string =>
  json ? JSON.stringify({ stream, ...line }) : `${stream}  ${renderLine(line)}`;

type ReadLine = AuditLine & Readonly<{ isReadable: boolean }>;

const lineOf = (observed: Observed): ReadLine => {
  try {
    // Streams that are no certificate's have events that only their writer knows: their type says enough.
    const isOurs = isCertificateStream(observed.stream) && isKnownType(observed.event.type);
    const [line] = isOurs ? auditTrail([observed]) : [];
    return { ...(line ?? bareLineOf(observed, '')), isReadable: true };
  } catch (error) {
    const isDamage = error instanceof DamagedEventError;
    if (!isDamage && !(error instanceof TypeError)) throw error;
    return { ...bareLineOf(observed, isDamage ? error.message : 'its data make no sense'), isReadable: false };
  }
};

const bareLineOf = ({ revision, event, metadata }: Observed, detail: string): AuditLine => {
  const { time, reached } = metadata;
  const submission = '$correlationId' in metadata ? String(metadata.$correlationId) : '';
  return { revision: Number(revision), time, type: event.type, reached, submission, detail };
};
