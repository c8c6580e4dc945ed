/** How long something may take, and who else may end it. */
export type Limit = Readonly<{ timeoutMs: number; signal?: AbortSignal | undefined }>;

/**
 * Runs the work with a signal that fires when the time is over or the caller gives up. Unlike
 * `AbortSignal.any` it leaves nothing behind on the caller's signal, which may live for months.
 */
export const withLimit = async <Result>(
  { timeoutMs, signal }: Limit,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> => {
  const controller = new AbortController();
  const giveUp = (): void => controller.abort(new Error('the call was given up'));
  const timer = setTimeout(() => controller.abort(new Error(`not finished within ${timeoutMs} ms`)), timeoutMs);
  if (signal?.aborted) giveUp();
  signal?.addEventListener('abort', giveUp, { once: true });
  try {
    return await work(controller.signal);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', giveUp);
  }
};
