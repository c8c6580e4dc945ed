import type { CertificateEvent } from '../../../machines/certificate.events.ts';
import { isKnownType, storedTypes } from '../../../machines/certificate.schemas.ts';
import { type AuditLine, auditTrail } from '../../../projections/audit-trail.ts';
import { isCertificateStream } from '../../../projections/projection.ts';
import { isUnderstood } from '../../../projections/view.ts';
import { examineStream } from '../../app/examine-stream.ts';
import { type AuditFilter, type AuditScope, isWanted, readAuditTrail } from '../../app/read-audit-trail.ts';
import { didYouMean } from '../../config/nearest-name.ts';
import { DamagedEventError, type Observed } from '../../ports/event-store.ts';
import type { Console } from '../console.ts';
import { askViews } from '../current-views.ts';
import { exitCodes } from '../exit-codes.ts';
import { findCertificate } from '../find-certificate.ts';
import { type CommandContext, type History, withHistory } from '../opened.ts';
import { renderLine } from '../story.ts';
import { UsageError } from '../usage-error.ts';

export type AuditOptions = AuditFilter & Readonly<{ json?: boolean }>;

/**
 * The timeline alone, a line for each event, of one certificate or of the whole store. Nothing is folded, so that a stream
 * that is corrupt can be looked at as well: of an event that cannot be read there is a line that says so, and the end is 1.
 *
 * @throws UsageError when one certificate is to be filtered by its course, or no time is between the two.
 */
export const audit = (named: string | undefined, options: AuditOptions, context: CommandContext): Promise<number> => {
  if (named !== undefined && options.course !== undefined) {
    throw new UsageError('a certificate is of one course: leave --course away, or the certificate');
  }
  const { since, until } = options;
  if (since !== undefined && until !== undefined && since >= until) {
    throw new UsageError('--since is not before --until: no event is between them');
  }
  return withHistory(context, (history) =>
    named === undefined ? auditAll(options, history, context) : auditOne(named, options, { history, context }),
  );
};

const auditAll = async ({ json, ...filter }: AuditOptions, history: History, { console }: CommandContext) => {
  const scope = await scopeOf(filter, history, console);
  let shown = 0;
  let unreadable = 0;
  for await (const observed of scope === null ? [] : readAuditTrail(history.store, filter, scope)) {
    const line = lineOf(observed);
    shown += 1;
    unreadable += line.isReadable ? 0 : 1;
    console.data(print(observed.stream, line, json));
  }
  if (shown === 0) console.note(nothingFound(filter));
  // A store may leave out what it cannot read.
  if (unreadable + history.damaged.size === 0) return exitCodes.done;
  console.note('some events cannot be read: `verify-log --keep-going` names each damaged stream');
  return exitCodes.failed;
};

/** Which part of the log is to be read, and of which streams. Null: there is nothing to read. */
const scopeOf = async (
  { since, until, course }: AuditFilter,
  history: History,
  console: Console,
): Promise<AuditScope | null> => {
  if (since === undefined && until === undefined && course === undefined) return {};
  return askViews(history, console, async (views) => {
    const days = { ...(since ? { since: since.slice(0, 10) } : {}), ...(until ? { until: until.slice(0, 10) } : {}) };
    const part = await views.partOfLog(days);
    return part && { ...part, ...(course === undefined ? {} : { streams: await views.streamsOfCourse(course) }) };
  });
};

type One = Readonly<{ history: History; context: CommandContext }>;

const auditOne = async (named: string, { json, ...filter }: AuditOptions, { history, context }: One) => {
  const { console } = context;
  const { store, stored } = history;
  const stream = await findCertificate(named, history, console);
  const { history: events, fault } = await examineStream(stored, stream);
  if (!json) console.note(stream);
  let shown = 0;
  const show = (observed: Observed<CertificateEvent>): void => {
    if (!isWanted(observed, filter)) return;
    const line = lineOf(observed);
    console.data(json ? print(stream, line, true) : renderLine(line));
    shown += 1;
  };
  if (!fault) {
    for (const event of events) show({ ...event, position: '' });
    if (shown === 0) console.note(nothingFound(filter));
    return exitCodes.done;
  }
  // What stands behind the damage is found in the log alone.
  for await (const page of store.readPages()) for (const event of page) if (event.stream === stream) show(event);
  console.note(`${fault.message} (${fault.code}): what it says, and what follows, may be a lie`);
  return exitCodes.failed;
};

/** Silence would be good news, also for a slip of the fingers. Other programs may store types of their own. */
const nothingFound = ({ type }: AuditFilter): string =>
  type === undefined || isKnownType(type)
    ? 'The history has no such event.'
    : `The history has no such event. Those of certificates are ${storedTypes.join(', ')}${didYouMean(type, storedTypes)}`;

const print = (stream: string, { isReadable: _, ...line }: ReadLine, json: boolean | undefined): string =>
  json ? JSON.stringify({ stream, ...line }) : `${stream}  ${renderLine(line)}`;

type ReadLine = AuditLine & Readonly<{ isReadable: boolean }>;

const lineOf = (observed: Observed<CertificateEvent>): ReadLine => {
  try {
    // Events that only their writer knows, such as those of other streams: their type says enough.
    const isOurs = isCertificateStream(observed.stream) && isUnderstood(observed);
    const [line] = isOurs ? auditTrail([observed]) : [];
    return { ...(line ?? bareLineOf(observed, '')), isReadable: true };
  } catch (error) {
    const isDamage = error instanceof DamagedEventError;
    if (!isDamage && !(error instanceof TypeError)) throw error;
    return { ...bareLineOf(observed, isDamage ? error.message : 'its data make no sense'), isReadable: false };
  }
};

const bareLineOf = ({ revision, event, metadata }: Observed<CertificateEvent>, detail: string): AuditLine => {
  const { time, reached, $correlationId: submission } = metadata;
  return { revision: Number(revision), time, type: event.type, reached, submission, detail };
};
