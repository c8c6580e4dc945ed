import type { CertificateStatus } from '../../../projections/certificate-status.ts';
import type { DailyCount } from '../../../projections/daily-counts.ts';
import type { Intervention } from '../../../projections/needs-intervention.ts';
import type { CertificateFilter, CertificatePage, Views, ViewsReport } from '../../ports/views.ts';
import { answersDueBefore } from '../answers-due.ts';
import { askViews } from '../current-views.ts';
import { exitCodes } from '../exit-codes.ts';
import { assertIsState } from '../known-state.ts';
import { type CommandContext, withHistory } from '../opened.ts';
import { renderTable } from '../render-table.ts';
import { UsageError } from '../usage-error.ts';

export type StatusOptions = Readonly<{
  json?: boolean;
  list?: boolean;
  daily?: boolean;
  state?: string;
  course?: string;
  reason?: string;
  /** Times, ISO 8601. */
  olderThan?: string;
  since?: string;
  limit?: number;
  after?: string;
}>;

const limitDefault = 100;

/**
 * How many certificates are in each state, what needs a person, and with `list` or a filter, which they are.
 *
 * @throws UsageError when there is no such state.
 */
export const status = (options: StatusOptions, context: CommandContext): Promise<number> =>
  withHistory(context, async (history) => {
    const answer = await askViews<Overview | Days>(history, context.console, (views) =>
      options.daily ? daily(options, views) : overview(options, context, views),
    );
    if ('counts' in answer) assertIsState(options.state, answer.counts);
    if (options.json) context.console.data(JSON.stringify(answer));
    else if ('days' in answer) printDays(answer.days, context);
    else printOverview(answer, options, context);
    return exitCodes.done;
  });

type Overview = CertificatePage &
  Readonly<{
    counts: Readonly<Record<string, number>>;
    needsIntervention: readonly Intervention[];
    /** Certificates whose history cannot be read to its end. */
    damaged: ViewsReport['damaged'];
  }>;

type Days = Readonly<{ days: readonly DailyCount[] }>;

const overview = async (options: StatusOptions, context: CommandContext, views: Views): Promise<Overview> => {
  const filter = filterOf(options);
  const { limit = limitDefault, after } = options;
  return {
    counts: await views.countByState(filter),
    needsIntervention: await views.interventions(answersDueBefore(context.settings)),
    damaged: (await views.report()).damaged,
    ...(await pageOf(() => views.certificates(filter, { limit, ...(after === undefined ? {} : { after }) }))),
  };
};

const filterOf = ({ state, course, reason, olderThan, since }: StatusOptions): CertificateFilter => ({
  ...(state === undefined ? {} : { state }),
  ...(course === undefined ? {} : { course }),
  ...(reason === undefined ? {} : { reason }),
  ...(olderThan === undefined ? {} : { changedBefore: olderThan }),
  ...(since === undefined ? {} : { changedSince: since }),
});

const pageOf = async (ask: () => Promise<CertificatePage>): Promise<CertificatePage> => {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof RangeError) throw new UsageError('--after takes what an earlier page ended with');
    throw error;
  }
};

const daily = async ({ since }: StatusOptions, views: Views): Promise<Days> => ({
  days: await views.dailyCounts(since === undefined ? {} : { since: since.slice(0, 10) }),
});

const printOverview = (
  { counts, certificates, after, needsIntervention, damaged }: Overview,
  options: StatusOptions,
  context: CommandContext,
): void => {
  printCounts(counts, context);
  const { list, state, course, reason, olderThan, since } = options;
  if (list || [state, course, reason, olderThan, since, options.after].some((given) => given !== undefined)) {
    printList(certificates, context);
    if (after !== null) context.console.note(`there are more: --after ${after} goes on`);
  }
  printInterventions(needsIntervention, context);
  printDamaged(damaged, context);
};

const printCounts = (counts: Readonly<Record<string, number>>, { console }: CommandContext): void => {
  const rows = Object.entries(counts).sort(([a], [b]) => a.localeCompare(b));
  if (rows.length === 0) console.note('The history has no such certificate yet.');
  else console.data(renderTable(['state', 'certificates'], rows));
};

const printList = (certificates: readonly CertificateStatus[], { console }: CommandContext): void => {
  const rows = certificates.map(({ stream, status: state, courseId, events, changedAt, failure }) => [
    stream,
    state,
    courseId ?? '',
    events,
    changedAt,
    failure?.code ?? '',
  ]);
  console.data('');
  console.data(renderTable(['certificate', 'state', 'course', 'events', 'changed', 'error'], rows));
};

const printDays = (days: readonly DailyCount[], { console }: CommandContext): void => {
  const rows = days.map(({ day, type, code, count }) => [day, type, code, count]);
  if (rows.length === 0) console.note('Nothing has happened yet.');
  else console.data(renderTable(['day', 'event', 'reason', 'times'], rows));
};

const printInterventions = (interventions: readonly Intervention[], { console }: CommandContext): void => {
  if (interventions.length === 0) return;
  console.data('');
  console.data('These need a person (`certificate-agent resend CERTIFICATE` posts an answer again):');
  const rows = interventions.map(({ stream, because, since, redeliveries }) => [stream, because, since, redeliveries]);
  console.data(renderTable(['certificate', 'because', 'since', 'redeliveries'], rows));
};

const printDamaged = (damaged: ViewsReport['damaged'], { console }: CommandContext): void => {
  if (damaged.length === 0) return;
  console.data('');
  console.data(
    'These cannot be read to their end, and are left alone (`certificate-agent verify-log` looks at all of it):',
  );
  const rows = damaged.map(({ stream, revision, because }) => [stream, revision, because]);
  console.data(renderTable(['certificate', 'event', 'because'], rows));
};
