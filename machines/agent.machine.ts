import { assign, fromPromise, setup, spawnChild } from 'xstate';

/**
 * The agent at work: it connects, finishes what an earlier process left, polls, hands each submission to
 * the corridor, and backs off when something outside is down. Restarted from scratch with the process:
 * what must survive is in the certificates' streams, never here. Three regions run side by side.
 */

export type AgentContext = Readonly<{
  /** How many submissions may be in work at once. */
  concurrency: number;
  /** True: leave when the queue is empty, instead of waiting. */
  once: boolean;
  draining: boolean;
  inFlight: number;
  /** The submission pulled last, and how many there were: each has an actor id of its own. */
  submission: object | null;
  taken: number;
  /** Failures in a row of the queue or the store; the backoff grows with it. */
  failures: number;
  /** Streams whose answer the queue did not take yet, and failures in a row of posting them. */
  unposted: readonly string[];
  postFailures: number;
}>;

/** Names of streams with an answer that the queue did not take; `postReplies` returns those it took. */
type Unposted = readonly string[];

export const agentMachine = setup({
  types: {
    context: {} as AgentContext,
    input: {} as { concurrency: number; once: boolean },
    events: {} as
      | { type: 'SIGTERM' }
      | { type: 'xstate.done.actor.submission.*'; output: Unposted }
      | { type: 'xstate.error.actor.submission.*'; error: unknown },
  },
  actors: {
    connect: fromPromise<void>(async () => {}),
    recover: fromPromise<Unposted>(async () => []),
    pull: fromPromise<object | null>(async () => null),
    handle: fromPromise<Unposted, { submission: object | null }>(async () => []),
    postReplies: fromPromise<Unposted, { streams: Unposted }>(async () => []),
    sweep: fromPromise<void>(async () => {}),
  },
  delays: {
    pollInterval: 5_000,
    backoff: ({ context }) => Math.min(60_000, 1_000 * 2 ** (context.failures - 1)),
    replyBackoff: ({ context }) => Math.min(60_000, 1_000 * 2 ** (context.postFailures - 1)),
    replyBudget: 600_000,
    drainLimit: 30_000,
    sweepInterval: 3_600_000,
  },
  guards: {
    draining: ({ context }) => context.draining,
    nothingInFlight: ({ context }) => context.inFlight === 0,
    allAnswered: ({ context }) => context.inFlight === 0 && context.unposted.length === 0,
    hasRoom: ({ context }) => context.inFlight < context.concurrency,
    once: ({ context }) => context.once,
    // Who wants one pass wants to know when it cannot be had; a service waits for ever.
    givesUp: ({ context }) => context.once && context.failures >= 5,
    allPosted: ({ context }) => context.unposted.length === 0,
    hasUnposted: ({ context }) => context.unposted.length > 0,
    somethingPulled: (_, params: { submission: object | null }) => params.submission !== null,
  },
  actions: {
    startDraining: assign({ draining: true }),
    noteFailure: assign({ failures: ({ context }) => context.failures + 1 }),
    noteSuccess: assign({ failures: 0 }),
    takeSubmission: assign(({ context }, { submission }: { submission: object | null }) => ({
      submission,
      inFlight: context.inFlight + 1,
      taken: context.taken + 1,
      failures: 0,
    })),
    startSubmission: spawnChild('handle', {
      id: ({ context }) => `submission.${context.taken}`,
      input: ({ context }) => ({ submission: context.submission }),
    }),
    releaseSubmission: assign({ inFlight: ({ context }) => context.inFlight - 1 }),
    noteUnposted: assign(({ context }, params: { streams: Unposted }) => ({
      unposted: [...new Set([...context.unposted, ...params.streams])],
    })),
    forgetPosted: assign(({ context }, params: { streams: Unposted }) => ({
      unposted: context.unposted.filter((stream) => !params.streams.includes(stream)),
    })),
    notePostFailure: assign({ postFailures: ({ context }) => context.postFailures + 1 }),
    notePosted: assign({ postFailures: 0 }),
    giveUpPosting: assign({ unposted: [], postFailures: 0 }),
    reportTrouble: (_, _params: { error: unknown; doing: string }) => {},
    reportUnposted: (_, _params: { streams: Unposted }) => {},
    reportCutShort: () => {},
    reportGivenUp: () => {},
  },
}).createMachine({
  id: 'agent',
  version: '1',
  description: 'Pulls submissions from the queue, has them carried out, and sees that they are answered',
  context: ({ input }) => ({
    concurrency: input.concurrency,
    once: input.once,
    draining: false,
    inFlight: 0,
    submission: null,
    taken: 0,
    failures: 0,
    unposted: [],
    postFailures: 0,
  }),
  type: 'parallel',
  on: {
    SIGTERM: { actions: 'startDraining' },
    'xstate.done.actor.submission.*': {
      actions: ['releaseSubmission', { type: 'noteUnposted', params: ({ event }) => ({ streams: event.output }) }],
    },
    'xstate.error.actor.submission.*': [
      {
        guard: 'draining',
        actions: [
          'releaseSubmission',
          { type: 'reportTrouble', params: ({ event }) => ({ error: event.error, doing: 'processing' }) },
        ],
      },
      {
        target: '.work.backingOff',
        actions: [
          'releaseSubmission',
          'noteFailure',
          { type: 'reportTrouble', params: ({ event }) => ({ error: event.error, doing: 'processing' }) },
        ],
      },
    ],
  },
  states: {
    work: {
      initial: 'connecting',
      states: {
        connecting: {
          description: 'Logging in to the queue',
          always: { guard: 'draining', target: 'draining' },
          invoke: {
            src: 'connect',
            onDone: 'recovering',
            onError: {
              target: 'backingOff',
              actions: [
                'noteFailure',
                { type: 'reportTrouble', params: ({ event }) => ({ error: event.error, doing: 'connecting' }) },
              ],
            },
          },
        },
        recovering: {
          description: 'Paying what every stream owes, before anything new is taken',
          always: { guard: 'draining', target: 'draining' },
          invoke: {
            src: 'recover',
            onDone: {
              target: 'polling',
              // No success yet: only what the queue says to a poll tells whether it is well.
              actions: { type: 'noteUnposted', params: ({ event }) => ({ streams: event.output }) },
            },
            onError: {
              target: 'backingOff',
              actions: [
                'noteFailure',
                { type: 'reportTrouble', params: ({ event }) => ({ error: event.error, doing: 'recovering' }) },
              ],
            },
          },
        },
        polling: {
          // Not left in the middle: what the queue is handing over now might never be handed over again.
          invoke: {
            src: 'pull',
            onDone: [
              {
                guard: { type: 'somethingPulled', params: ({ event }) => ({ submission: event.output }) },
                target: 'processing',
                actions: { type: 'takeSubmission', params: ({ event }) => ({ submission: event.output }) },
              },
              { guard: 'once', target: 'finishing', actions: 'noteSuccess' },
              { target: 'waiting', actions: 'noteSuccess' },
            ],
            onError: {
              target: 'backingOff',
              actions: [
                'noteFailure',
                { type: 'reportTrouble', params: ({ event }) => ({ error: event.error, doing: 'polling' }) },
              ],
            },
          },
        },
        processing: {
          description: 'Submissions are in work; goes back to polling as soon as there is room for another',
          entry: 'startSubmission',
          always: [
            { guard: 'draining', target: 'draining' },
            { guard: 'hasRoom', target: 'polling' },
          ],
        },
        waiting: {
          always: { guard: 'draining', target: 'draining' },
          after: { pollInterval: 'polling' },
        },
        backingOff: {
          description: 'Waits longer after each failure in a row, for ever',
          always: [
            { guard: 'draining', target: 'draining' },
            { guard: 'givesUp', target: 'stopped', actions: 'reportGivenUp' },
          ],
          after: { backoff: 'connecting' },
        },
        finishing: {
          description: 'The queue is empty, and that was all that was wanted',
          always: [
            { guard: 'draining', target: 'draining' },
            { guard: 'allAnswered', target: 'stopped' },
          ],
        },
        draining: {
          description: 'Takes nothing new; what is in work is finished, or left for the next start',
          always: { guard: 'nothingInFlight', target: 'stopped' },
          after: { drainLimit: { target: 'stopped', actions: 'reportCutShort' } },
        },
        stopped: { type: 'final' },
      },
    },
    replies: {
      initial: 'idle',
      states: {
        idle: { always: { guard: 'hasUnposted', target: 'offering' } },
        offering: {
          description: 'Answers that the queue did not take are offered again, within a time budget',
          initial: 'backingOff',
          entry: 'notePostFailure',
          exit: 'notePosted',
          always: { guard: 'allPosted', target: 'idle' },
          after: {
            replyBudget: {
              target: 'idle',
              actions: [
                { type: 'reportUnposted', params: ({ context }) => ({ streams: context.unposted }) },
                'giveUpPosting',
              ],
            },
          },
          states: {
            posting: {
              invoke: {
                src: 'postReplies',
                input: ({ context }) => ({ streams: context.unposted }),
                onDone: {
                  target: 'backingOff',
                  actions: [
                    'notePostFailure',
                    { type: 'forgetPosted', params: ({ event }) => ({ streams: event.output }) },
                  ],
                },
                onError: {
                  target: 'backingOff',
                  actions: [
                    'notePostFailure',
                    { type: 'reportTrouble', params: ({ event }) => ({ error: event.error, doing: 'posting' }) },
                  ],
                },
              },
            },
            backingOff: { after: { replyBackoff: 'posting' } },
          },
        },
      },
    },
    upkeep: {
      initial: 'resting',
      states: {
        resting: { after: { sweepInterval: 'sweeping' } },
        sweeping: {
          description: 'Compares what is published with what the history claims',
          invoke: {
            src: 'sweep',
            onDone: 'resting',
            onError: {
              target: 'resting',
              actions: { type: 'reportTrouble', params: ({ event }) => ({ error: event.error, doing: 'sweeping' }) },
            },
          },
        },
      },
    },
  },
});
