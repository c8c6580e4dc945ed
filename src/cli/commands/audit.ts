import type { CertificateEvent } from '../../../machines/certificate.events.ts';
import { type AuditLine, auditTrail } from '../../../projections/audit-trail.ts';
import { isCertificateStream } from '../../../projections/projection.ts';
import { isUnderstood } from '../../../projections/view.ts';
import { type AuditFilter, type AuditScope, isWanted, readAuditTrail } from '../../app/read-audit-trail.ts';
import type { Observed } from '../../ports/event-store.ts';
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
 * that is corrupt can be looked at as well.
 *
 * @throws UsageError when one certificate is to be filtered by its course.
 */
export const audit = (named: string | undefined, options: AuditOptions, context: CommandContext): Promise<number> => {
  if (named !== undefined && options.course !== undefined) {
    throw new UsageError('a certificate is of one course: leave --course away, or the certificate');
  }
  return withHistory(context, (history) =>
    named === undefined ? auditAll(options, history, context) : auditOne(named, options, { history, context }),
  );
};

const auditAll = async ({ json, ...filter }: AuditOptions, history: History, { console }: CommandContext) => {
  const scope = await scopeOf(filter, history, console);
  if (scope === null) return exitCodes.done;
  for await (const observed of readAuditTrail(history, filter, scope)) {
    const line = lineOf(observed);
    const { stream } = observed;
    console.data(json ? JSON.stringify({ stream, ...line }) : `${stream}  ${renderLine(line)}`);
  }
  return exitCodes.done;
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
  const { data, note } = context.console;
  const stream = await findCertificate(named, history, context.console);
  if (!json) note(stream);
  for (const recorded of await history.store.read(stream)) {
    if (!isWanted(recorded, filter)) continue;
    const line = lineOf(recorded);
    data(json ? JSON.stringify({ stream, ...line }) : renderLine(line));
  }
  return exitCodes.done;
};

/** Events that only their writer knows, such as those of other streams: their type says enough. */
const lineOf = (observed: Observed<CertificateEvent>): AuditLine => {
  const [line] = isCertificateStream(observed.stream) && isUnderstood(observed) ? auditTrail([observed]) : [];
  if (line) return line;
  const { revision, event, metadata } = observed;
  const { time, reached, $correlationId: submission } = metadata;
  return { revision: Number(revision), time, type: event.type, reached, submission, detail: '' };
};
