import { type Examined, examineStream } from '../../app/examine-stream.ts';
import { answersDueBefore } from '../answers-due.ts';
import { exitCodes } from '../exit-codes.ts';
import { findCertificate } from '../find-certificate.ts';
import { type CommandContext, withHistory } from '../opened.ts';
import { beginComparison, type Difference, renderDifference } from '../projection-diff.ts';
import { upTo, viewOf } from '../story.ts';
import { countThen, isoTimeOf } from '../time-travel.ts';
import { UsageError } from '../usage-error.ts';
import { type ReplayOptions, replayAll } from './replay-all.ts';
import { printView } from './show.ts';

/**
 * Folds certificates again, each event checked: that it is the one that was written, that it fits, and that it leads to
 * the recorded state. With a point in time: what was true then.
 *
 * @throws UsageError
 */
export const replay = async (
  names: readonly string[],
  options: ReplayOptions,
  context: CommandContext,
): Promise<number> => {
  const point = { ...options, ...(options.at === undefined ? {} : { at: isoTimeOf(options.at) }) };
  if (options.all ? names.length > 0 : names.length === 0) {
    throw new UsageError('give one or more certificates, or --all');
  }
  return options.all ? replayAll(point, context) : replayNamed(names, point, context);
};

const replayNamed = (names: readonly string[], options: ReplayOptions, context: CommandContext): Promise<number> =>
  withHistory(context, async (history) => {
    const comparison = options.diff ? await beginComparison(history, context) : null;
    let exitCode: number = exitCodes.done;
    for (const [at, named] of names.entries()) {
      const name = await findCertificate(named, history, context.console);
      if (at > 0 && !options.json) context.console.data('');
      const examined = await examineStream(history.stored, name);
      const wrong = [printThen(examined, options, context), noteDifferences(comparison?.(examined) ?? [], context)];
      exitCode = Math.max(exitCode, ...wrong);
    }
    return exitCode;
  });

const printThen = (examined: Examined, options: ReplayOptions, context: CommandContext): number => {
  const { stream: name, history } = examined;
  const count = countThen(history, options);
  context.console.note(`folded ${count} of ${history.length} events, each checked against the recorded state`);
  return printView(viewOf(upTo({ name, ...examined }, count), answersDueBefore(context.settings)), options, context);
};

const noteDifferences = (differences: readonly Difference[], { console }: CommandContext): number => {
  for (const difference of differences) console.note(renderDifference(difference));
  return differences.length > 0 ? exitCodes.failed : exitCodes.done;
};
