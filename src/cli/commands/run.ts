import { startAgent } from '../../app/agent.ts';
import type { AgentReport } from '../../app/agent-options.ts';
import type { Ports } from '../../app/ports.ts';
import { exitCodes } from '../exit-codes.ts';
import { onSignals } from '../on-signals.ts';
import { type CommandContext, type History, withPorts } from '../opened.ts';
import { startViews } from '../start-views.ts';

type RunOptions = Readonly<{ once: boolean }>;

/** Serves the queue until a signal comes (`once`: until it is empty). */
export const run = async (options: RunOptions, context: CommandContext): Promise<number> => {
  const end = new AbortController();
  const forget = onSignals(() => end.abort(new Error('asked to end')));
  const waiting = { ending: end.signal, isForEver: !options.once };
  // What waits for the store has to hear of a signal as well.
  const patient = { ...context, openPorts: (queue: 'xqueue' | 'none') => context.openPorts(queue, waiting) };
  try {
    return await withPorts(patient, 'xqueue', (ports, history) =>
      serve(ports, history, { ...options, ...context, ending: end.signal }),
    );
  } catch (error) {
    if (end.signal.aborted && error === end.signal.reason) return exitCodes.done;
    throw error;
  } finally {
    forget();
  }
};

type Serving = RunOptions & Pick<CommandContext, 'settings'> & Readonly<{ ending: AbortSignal }>;

const serve = async (ports: Ports, history: History, { once, settings, ending }: Serving): Promise<number> => {
  const views = startViews(history);
  const agent = startAgent(ports, {
    once,
    concurrency: settings.concurrency,
    pollIntervalMs: settings.queuePollIntervalMs,
    backoffMs: 1_000,
    replyBudgetMs: settings.replyBudgetMs,
    drainLimitMs: settings.drainLimitMs,
    sweepIntervalMs: settings.sweepIntervalMs,
    supersededRetentionMs: settings.supersededRetentionMs,
  });
  ports.log.info('serving the queue', { queue: settings.queueName, concurrency: settings.concurrency });

  const drain = (): void => {
    ports.log.info('asked to end: finishing what is in work; a second signal ends at once');
    agent.drain();
  };
  if (ending.aborted) drain();
  else ending.addEventListener('abort', drain, { once: true });
  try {
    const report = await agent.stopped;
    const { handled, failed, unposted } = report;
    ports.log.info('the agent has ended', { handled, failed, unposted });
    return exitCodeOf(report, once);
  } finally {
    await views.stop();
  }
};

const exitCodeOf = ({ failed, unposted, gaveUp }: AgentReport, once: boolean): number => {
  if (gaveUp) return exitCodes.dependencyDown;
  return once && failed + unposted > 0 ? exitCodes.someItemsFailed : exitCodes.done;
};
