import { startAgent } from '../../app/agent.ts';
import type { AgentReport } from '../../app/agent-options.ts';
import { exitCodes } from '../exit-codes.ts';
import { type CommandContext, withPorts } from '../opened.ts';
import { startViews } from '../start-views.ts';

/** Serves the queue until a signal comes (`once`: until it is empty). */
export const run = ({ once }: Readonly<{ once: boolean }>, context: CommandContext): Promise<number> =>
  withPorts(context, 'xqueue', async (ports, history) => {
    const { settings } = context;
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

    const forget = onSignals(() => {
      ports.log.info('asked to end: finishing what is in work; a second signal ends at once');
      agent.drain();
    });
    try {
      const report = await agent.stopped;
      const { handled, failed, unposted } = report;
      ports.log.info('the agent has ended', { handled, failed, unposted });
      return exitCodeOf(report, once);
    } finally {
      forget();
      await views.stop();
    }
  });

const exitCodeOf = ({ failed, unposted, gaveUp }: AgentReport, once: boolean): number => {
  if (gaveUp) return exitCodes.dependencyDown;
  return once && failed + unposted > 0 ? exitCodes.someItemsFailed : exitCodes.done;
};

/** The first signal asks to end; the second ends at once, which is safe as well: the next start finishes. */
const onSignals = (first: () => void): (() => void) => {
  let isAsked = false;
  const listener = (signal: NodeJS.Signals): void => {
    if (isAsked) process.exit(128 + (signal === 'SIGINT' ? 2 : 15));
    isAsked = true;
    first();
  };
  process.on('SIGTERM', listener).on('SIGINT', listener);
  return () => void process.off('SIGTERM', listener).off('SIGINT', listener);
};
