import { fromPromise } from 'xstate';
import { agentMachine } from '../../machines/agent.machine.ts';
import { statusOf } from '../../machines/certificate.decider.ts';
import type { Submission } from '../ports/submission-queue.ts';
import type { AgentOptions, AgentReport } from './agent-options.ts';
import { handleSubmission, type Job } from './handle-submission.ts';
import type { Ports } from './ports.ts';
import { reportQuarantined } from './quarantine.ts';
import { recover, settleStreams } from './recover.ts';
import { sweep } from './sweep.ts';

/** The report in the making. */
export type Counts = { -readonly [Key in keyof AgentReport]: AgentReport[Key] };

/**
 * The agent's chart with the corridor behind its actors, and the log behind its actions.
 *
 * @param running.signal aborted when the agent has stopped; `counts` is kept up to date.
 */
export const wiredAgentMachine = (
  ports: Ports,
  options: AgentOptions,
  { signal, counts }: Readonly<{ signal: AbortSignal; counts: Counts }>,
) => {
  const job = { ports, signal };
  // A poll or a recovery is left when the chart leaves its state, all work when the agent stops.
  const until = (left: AbortSignal) => ({ ports, signal: AbortSignal.any([left, signal]) });

  return agentMachine.provide({
    actors: {
      connect: fromPromise(({ signal: left }) => ports.queue.connect(until(left).signal)),
      recover: fromPromise(({ signal: left }) => recover(until(left), options.concurrency)),
      pull: fromPromise(({ signal: left }) => ports.queue.pull(until(left).signal)),
      handle: fromPromise(({ input }) => handle(input.submission as Submission, job, counts)),
      postReplies: fromPromise(async ({ input }) => {
        const left = await settleStreams(input.streams, job, options.concurrency);
        return input.streams.filter((stream) => !left.includes(stream));
      }),
      sweep: fromPromise(async () => {
        const { removed } = await sweep(job, { retentionMs: options.supersededRetentionMs, dryRun: false });
        if (removed.length > 0) ports.log.info('swept files that nothing claims', { files: removed.length });
      }),
    },
    delays: {
      pollInterval: options.pollIntervalMs,
      replyBudget: options.replyBudgetMs,
      drainLimit: options.drainLimitMs,
      sweepInterval: options.sweepIntervalMs,
      // Many agents that lost the same server must not all come back in the same moment.
      backoff: ({ context }) => jittered(doubled(options.backoffMs, context.failures), ports),
      replyBackoff: ({ context }) => jittered(doubled(options.backoffMs, context.postFailures), ports),
    },
    actions: {
      reportTrouble: (_, { error, doing }) => reportTrouble(error, doing, ports),
      reportUnposted: (_, { streams }) => {
        counts.unposted += streams.length;
        for (const stream of streams) {
          ports.log.error('an answer was not taken in time: `resend` posts it again', { stream });
        }
      },
      reportCutShort: () => {
        counts.cutShort = true;
        ports.log.warn('the drain limit is over: work is left for the next start');
      },
      reportGivenUp: () => {
        counts.gaveUp = true;
      },
    },
  });
};

const doubled = (firstMs: number, failures: number): number => Math.min(60_000, firstMs * 2 ** (failures - 1));

/** Between three quarters of the time and all of it, from the surroundings' chance. */
const jittered = (ms: number, { surroundings }: Ports): number =>
  ms * (0.75 + (0.25 * Number.parseInt(surroundings.uuid().slice(0, 4), 16)) / 0xffff);

/** @returns the stream when the queue did not take its answer. */
const handle = async (submission: Submission, job: Job, counts: Counts): Promise<readonly string[]> => {
  const { log } = job.ports;
  const { item } = submission.delivery;
  try {
    const { certificate, answered } = await handleSubmission(submission, job);
    const status = statusOf(certificate.state);
    const failure = certificate.state.snapshot.context.failure;
    const failed = status === 'error' || submission.request.kind === 'unusable';
    counts.handled += 1;
    counts.failed += failed ? 1 : 0;
    const fields = { stream: certificate.name, item, state: status, answered };
    if (failed) log.error('a submission ended in an error', { ...fields, code: codeOf(submission, failure) });
    else log.info('a submission is carried out', fields);
    return answered ? [] : [certificate.name];
  } catch (error) {
    reportQuarantined(error, job.ports, item);
    counts.failed += 1;
    return [];
  }
};

const codeOf = ({ request }: Submission, failure: Readonly<{ code: string }> | null): string =>
  request.kind === 'unusable' ? request.code : (failure?.code ?? 'unknown');

const reportTrouble = (error: unknown, doing: string, { log }: Ports): void => {
  const known = error instanceof Error ? error : new Error(String(error));
  const code = 'code' in known ? String(known.code) : known.name;
  log.error(`trouble while ${doing}: ${known.message}`, { code });
};
