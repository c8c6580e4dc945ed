import { numberOfPosition } from '../../../projections/positions.ts';
import { type ViewName, viewNames } from '../../../projections/view.ts';
import { rebuildViews } from '../../app/rebuild-views.ts';
import type { ViewsReport } from '../../ports/views.ts';
import { projectingOf, withViews } from '../current-views.ts';
import { exitCodes } from '../exit-codes.ts';
import { type CommandContext, withHistory } from '../opened.ts';
import { createReadingProgress } from '../reading-progress.ts';
import { renderTable } from '../render-table.ts';
import { UsageError } from '../usage-error.ts';

type Format = Readonly<{ json?: boolean }>;

/** How far each view is, and what was strange in the history. Nothing is read on for it. */
export const projectionsStatus = ({ json }: Format, context: CommandContext): Promise<number> =>
  withHistory(context, async (history) => {
    const head = await history.store.head();
    const report = await withViews(history, (views) => views.report());
    if (json) context.console.data(JSON.stringify({ head, ...report }));
    else printReport(report, head, context);
    return exitCodes.done;
  });

const printReport = (report: ViewsReport, head: string | null, { console }: CommandContext): void => {
  const { standing, views, rebuild, unknown, damaged, version } = report;
  const place = `${standing.checkpoint ?? 'nothing'} of ${head ?? 'nothing'}${standing.checkpoint === head ? '' : ', behind'}`;
  const rows = views.map(({ name, rows, builtAt }) => [name, version, rows, standing.events, place, builtAt]);
  console.data(renderTable(['view', 'version', 'rows', 'events seen', 'read up to', 'built'], rows));
  console.data('');
  console.data(`${report.file}, ${(report.bytes / 1_048_576).toFixed(1)} MiB; the audit trail is the history itself`);
  if (rebuild) {
    console.data(`a rebuild of ${rebuild.names.join(', ')} is at ${rebuild.standing.checkpoint ?? 'its beginning'}`);
  }
  if (unknown.length > 0) {
    console.data('\nOnly a newer certificate-agent understands these; they are kept, and counted:');
    const types = unknown.map(({ type, schema, count, first }) => [type, schema, count, first]);
    console.data(renderTable(['type', 'schema', 'events', 'first'], types));
  }
  if (damaged.length > 0) {
    console.data('\nThese streams cannot be read on, and are left alone:');
    console.data(renderTable(['stream', 'revision', 'because'], damaged.map(Object.values)));
  }
};

/**
 * Makes views anew, all or some. Ctrl-C or a kill loses nothing: the next rebuild goes on where this one was.
 *
 * @throws UsageError when there is no such view.
 */
export const projectionsRebuild = (
  names: readonly string[],
  { json }: Format,
  context: CommandContext,
): Promise<number> => {
  const chosen = chosenViews(names);
  return withHistory(context, async (history) => {
    const { console } = context;
    const progress = createReadingProgress(numberOfPosition(await history.store.head()), console);
    const begun = Date.now();
    const { signal } = new AbortController();
    const { outcome, standing, resumedAt } = await withViews(history, (views) =>
      rebuildViews(projectingOf(history, views), chosen, { signal, onProgress: progress.at }),
    ).finally(progress.end);

    const events = (standing?.events ?? resumedAt) - resumedAt;
    const seconds = (Date.now() - begun) / 1_000;
    const perSecond = Math.round(events / Math.max(0.001, seconds));
    if (json) console.data(JSON.stringify({ outcome, views: chosen, events, resumedAt, seconds, perSecond }));
    else if (outcome === 'gone') console.data('another process has ended this rebuild');
    else {
      const resumed = resumedAt > 0 ? `, behind the ${resumedAt} of an earlier run` : '';
      console.data(
        `${chosen.join(', ')}: ${events} events in ${seconds.toFixed(1)} s, ${perSecond} events/s${resumed}`,
      );
    }
    return exitCodes.done;
  });
};

const chosenViews = (names: readonly string[]): readonly ViewName[] => {
  const unknown = names.find((name) => !viewNames.some((view) => view === name));
  if (unknown !== undefined) {
    const because =
      unknown === 'audit-trail' ? 'the audit trail is read from the history itself' : 'there is no such view';
    throw new UsageError(`${because}: give some of ${viewNames.join(', ')}, or nothing for all`);
  }
  return names.length === 0 ? viewNames : viewNames.filter((name) => names.includes(name));
};
