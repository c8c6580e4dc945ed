import { setTimeout as wait } from 'node:timers/promises';

/** Waits, but not beyond the signal. @returns false when that ended it. */
export const pause = (ms: number, signal?: AbortSignal): Promise<boolean> =>
  wait(ms, true, signal ? { signal } : {}).catch((error: unknown) => {
    if (signal?.aborted) return false;
    throw error;
  });
