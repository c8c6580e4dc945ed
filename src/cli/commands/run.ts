import { startAgent } from '../../app/agent.ts';
import type { AgentReport } from '../../app/agent-options.ts';
import { exitCodes } from '../exit-codes.ts';
import { onSignals } from '../on-signals.ts';
import { type CommandContext, withPorts } from '../opened.ts';

/** Serves the queue until a signal comes (`once`: until it is empty). */
export const run = ({ once }: Readonly<{ once: boolean }>, context: CommandContext): Promise<number> =>
  withPorts(context, 'xqueue', async (ports) => {
    const { settings } = context;
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
    }
  });

const exitCodeOf = ({ failed, unposted, gaveUp }: AgentReport, once: boolean): number => {
  if (gaveUp) return exitCodes.dependencyDown;
  return once && failed + unposted > 0 ? exitCodes.someItemsFailed : exitCodes.done;
};
