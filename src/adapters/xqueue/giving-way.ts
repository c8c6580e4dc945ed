import { pause } from '../pause.ts';

const firstMs = 50;
const windowMsMax = 2_000;

/** What an agent does so that several do not take one item out of each other's hands for ever. */
export type GivingWay = Readonly<{
  /** An answer came too late: the item was handed to somebody else since, and only that one's answer counts. */
  collided: () => void;
  /** An answer was taken. */
  succeeded: () => void;
  /** Waits before the next item is asked for, but not beyond the signal. */
  wait: (signal?: AbortSignal) => Promise<void>;
}>;

/** Chance and time; tests have their own. */
type Surroundings = Readonly<{
  /** From 0 to 1. */
  random: () => number;
  nowMs: () => number;
  pause: (ms: number, signal?: AbortSignal) => Promise<unknown>;
}>;

/**
 * After a collision the next pull waits a random time, so that somebody has the time to answer. How long it may be doubles with
 * each collision in a row, from 50 to 2,000 ms.
 */
export const createGivingWay = (
  surroundings: Surroundings = { random: Math.random, nowMs: () => performance.now(), pause },
): GivingWay => {
  let collisions = 0;
  let untilMs = 0;
  return {
    collided: () => {
      const windowMs = Math.min(windowMsMax, firstMs * 2 ** collisions);
      collisions += 1;
      untilMs = surroundings.nowMs() + windowMs * surroundings.random();
    },
    succeeded: () => {
      collisions = 0;
    },
    wait: async (signal) => {
      const leftMs = untilMs - surroundings.nowMs();
      if (leftMs > 0) await surroundings.pause(leftMs, signal);
    },
  };
};
