import { isCertificateStream } from '../../../projections/projection.ts';
import { examineAll } from '../../app/examine-all.ts';
import { indexLog } from '../../app/log-index.ts';
import { exitCodes } from '../exit-codes.ts';
import { type CommandContext, type StoredHistory, withHistory, withStored } from '../opened.ts';
import { beginComparison, type Comparison } from '../projection-diff.ts';
import {
  addDifferences,
  addExamined,
  addFault,
  emptySummary,
  type ReplaySummary,
  renderSummary,
} from '../replay-summary.ts';
import { createTally } from '../tally.ts';
import type { PointInTime } from '../time-travel.ts';

export type ReplayOptions = PointInTime & Readonly<{ all?: boolean; diff?: boolean; json?: boolean }>;

/** Every certificate, one at a time: a log of any length fits. */
export const replayAll = async (options: ReplayOptions, context: CommandContext): Promise<number> => {
  const startedAt = performance.now();
  const summary = options.diff
    ? await withHistory(context, async (history) =>
        replayEach(history, { options, context, compare: await beginComparison(history, context) }),
      )
    : await withStored(context, (opened) => replayEach(opened, { options, context, compare: () => [] }));
  const seconds = (performance.now() - startedAt) / 1_000;
  const { console } = context;
  console.note(
    `folded ${summary.events} events in ${seconds.toFixed(1)} s: ${Math.round(summary.events / seconds)} events/s`,
  );

  if (options.json) console.data(JSON.stringify(summary));
  else for (const line of renderSummary(summary)) console.data(line);
  return summary.corrupt + summary.different === 0 ? exitCodes.done : exitCodes.failed;
};

type Replay = Readonly<{ options: ReplayOptions; context: CommandContext; compare: Comparison }>;

const replayEach = async (
  { stored, damaged }: StoredHistory,
  { options, context, compare }: Replay,
): Promise<ReplaySummary> => {
  const summary = emptySummary();
  const tally = createTally(context.console);
  try {
    const { names } = await indexLog(stored, {
      damaged,
      onFault: (fault) => addFault(summary, fault),
      onProgress: (done) => tally.at(done, 'events listed', null),
    });
    const certificates = names.filter(isCertificateStream);
    for await (const examined of examineAll(stored, certificates)) {
      addExamined(summary, examined, options);
      addDifferences(summary, compare(examined));
      tally.at(summary.streams, 'certificates replayed', certificates.length);
    }
  } finally {
    tally.end();
  }
  return summary;
};
