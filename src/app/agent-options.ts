import type { InspectionEvent } from 'xstate';

/** How the agent works, all times in milliseconds. */
export type AgentOptions = Readonly<{
  concurrency: number;
  /** Leave when the queue is empty and everything is answered. */
  once: boolean;
  pollIntervalMs: number;
  /** The wait after a first failure; it doubles with each further one, up to a minute. */
  backoffMs: number;
  /** How long an answer that the queue does not take is offered again before a person is asked. */
  replyBudgetMs: number;
  drainLimitMs: number;
  sweepIntervalMs: number;
  supersededRetentionMs: number;
  inspect?: (event: InspectionEvent) => void;
}>;

/** What was done since the start. */
export type AgentReport = Readonly<{
  handled: number;
  /** Of them, how many ended in an error that the LMS was told. */
  failed: number;
  /** Streams whose answer the queue did not take. */
  unposted: number;
  /** The drain limit was over before the work was. */
  cutShort: boolean;
  /** The queue or the store was down, and only one pass was wanted. */
  gaveUp: boolean;
}>;
