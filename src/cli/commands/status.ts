import { type CertificateStatus, certificateStatuses } from '../../../projections/certificate-status.ts';
import { type Intervention, interventionsOf, watchedSubmissions } from '../../../projections/needs-intervention.ts';
import { foldHistory } from '../../app/fold-history.ts';
import { answersDueBefore } from '../answers-due.ts';
import { exitCodes } from '../exit-codes.ts';
import { type CommandContext, withHistory } from '../opened.ts';
import { renderTable } from '../render-table.ts';

type Options = Readonly<{ json?: boolean; state?: string; course?: string; list?: boolean }>;

/** How many certificates are in each state, what needs a person, and with `list` every certificate. */
export const status = async (options: Options, context: CommandContext): Promise<number> => {
  const { statuses, interventions } = await readHistory(options, context);
  const counts = countByState(statuses);

  if (options.json) {
    context.console.data(JSON.stringify({ counts, needsIntervention: interventions, certificates: statuses }));
    return exitCodes.done;
  }
  printCounts(counts, context);
  if (options.list || options.state || options.course) printList(statuses, context);
  printInterventions(interventions, context);
  return exitCodes.done;
};

const readHistory = (options: Options, context: CommandContext) =>
  withHistory(context, async ({ store, onDamaged }) => {
    const statuses = await foldHistory(store, certificateStatuses, onDamaged);
    const watched = await foldHistory(store, watchedSubmissions, () => undefined);
    const chosen = [...statuses.values()].filter(
      ({ status: state, courseId }) =>
        (!options.state || state === options.state) && (!options.course || courseId === options.course),
    );
    return { statuses: chosen, interventions: interventionsOf(watched, answersDueBefore(context.settings)) };
  });

const countByState = (statuses: readonly CertificateStatus[]): Readonly<Record<string, number>> => {
  const counts: Record<string, number> = {};
  for (const { status: state } of statuses) counts[state] = (counts[state] ?? 0) + 1;
  return counts;
};

const printCounts = (counts: Readonly<Record<string, number>>, { console }: CommandContext): void => {
  const rows = Object.entries(counts).sort(([a], [b]) => a.localeCompare(b));
  if (rows.length === 0) console.note('The history has no certificate yet.');
  else console.data(renderTable(['state', 'certificates'], rows));
};

const printList = (statuses: readonly CertificateStatus[], { console }: CommandContext): void => {
  const rows = statuses.map(({ stream, status: state, courseId, events, changedAt, failure }) => [
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

const printInterventions = (interventions: readonly Intervention[], { console }: CommandContext): void => {
  if (interventions.length === 0) return;
  console.data('');
  console.data('These need a person (`certificate-agent resend CERTIFICATE` posts an answer again):');
  const rows = interventions.map(({ stream, because, since, redeliveries }) => [stream, because, since, redeliveries]);
  console.data(renderTable(['certificate', 'because', 'since', 'redeliveries'], rows));
};
