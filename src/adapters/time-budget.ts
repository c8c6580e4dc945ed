import pRetry from 'p-retry';
import { AgentError } from '../ports/agent-error.ts';

/** How long a piece of work may be tried, and what to do about its failures. */
export type TimeBudget = Readonly<{
  /** For all attempts and the pauses between them. */
  budgetMs: number;
  /** For one attempt. */
  attemptTimeoutMs: number;
  /** The trouble that an attempt is in when its time is over. */
  late: () => Error;
  onRetry?: (error: Error, attempt: number) => void;
  /** Ends the work at once, with the signal's reason. */
  signal?: AbortSignal | undefined;
}>;

const firstPauseMs = 200;
const pauseMsMax = 5_000;

/**
 * Tries `work` until it is done, fails with what is not retryable, or the budget is spent; then throws the failure of the last attempt that
 * came to an end of its own, which tells more than that time was up. Pauses double, with chance in them, so that several
 * agents do not come back all at once.
 */
export const withinTimeBudget = <Result>(
  work: (signal: AbortSignal) => Promise<Result>,
  { budgetMs, attemptTimeoutMs, late, onRetry, signal }: TimeBudget,
): Promise<Result> => {
  let last: Error | null = null;

  const attempts = (whole: AbortSignal): Promise<Result> =>
    pRetry(() => withinTime(work, { limitMs: attemptTimeoutMs, late, signal: whole }), {
      retries: Number.POSITIVE_INFINITY,
      minTimeout: firstPauseMs,
      maxTimeout: pauseMsMax,
      randomize: true,
      signal: whole,
      onFailedAttempt: ({ error, attemptNumber }) => {
        last = error;
        if (isTransient(error) && !whole.aborted) onRetry?.(error, attemptNumber);
      },
      shouldRetry: ({ error }) => isTransient(error),
    });

  return withinTime(attempts, { limitMs: budgetMs, late: () => last ?? late(), signal });
};

const isTransient = (error: Error): boolean => error instanceof AgentError && error.retryable;

type Limit = Readonly<{ limitMs: number; late: () => Error; signal: AbortSignal | undefined }>;

/** Settles with `run`, or when time is up, or when `signal` is aborted: whatever comes first, even if `run` ignores its signal. */
const withinTime = async <Result>(
  run: (signal: AbortSignal) => Promise<Result>,
  { limitMs, late, signal }: Limit,
): Promise<Result> => {
  signal?.throwIfAborted();
  // Not AbortSignal.any: on Node 20 it leaks into a signal that lives as long as the process.
  const limited = new AbortController();
  const follow = (): void => limited.abort(signal?.reason);
  const ended = new Promise<never>((_, reject) => {
    limited.signal.addEventListener('abort', () => reject(limited.signal.reason), { once: true });
  });
  const timer = setTimeout(() => limited.abort(late()), limitMs);
  signal?.addEventListener('abort', follow, { once: true });
  try {
    return await Promise.race([run(limited.signal), ended]);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', follow);
  }
};
