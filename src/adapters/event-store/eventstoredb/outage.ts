import type { Log } from '../../../ports/log.ts';

/** Tells the operator of an outage without repeating itself: its beginning, that it lasts, and its end. */
export type Outage = Readonly<{ failed: (error: Error) => void; over: () => void }>;

const repeatMs = 10_000;

export const createOutage = (log: Pick<Log, 'warn' | 'info'> | undefined): Outage => {
  let toldAt: number | null = null;
  return {
    failed: (error) => {
      const now = performance.now();
      if (toldAt !== null && now - toldAt < repeatMs) return;
      toldAt = now;
      const code = 'code' in error ? String(error.code) : error.name;
      log?.warn('the event store is in trouble; trying again', { code, reason: error.message });
    },
    over: () => {
      if (toldAt === null) return;
      toldAt = null;
      log?.info('the event store answers again');
    },
  };
};
