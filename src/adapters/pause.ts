import { setTimeout as wait } from 'node:timers/promises';

/** Waits, but not beyond the signal. */
export const pause = async (ms: number, signal?: AbortSignal): Promise<void> => {
  try {
    await wait(ms, undefined, signal ? { signal } : {});
  } catch (error) {
    if (!signal?.aborted) throw error;
  }
};
