import { expect, it } from 'vitest';
import { createGivingWay } from '../../../src/adapters/xqueue/giving-way.ts';

/** A clock that stands still, and chance that is always the same; notes what was waited for. */
const watched = (random: number) => {
  const waitedMs: number[] = [];
  let nowMs = 1_000;
  const pause = async (ms: number): Promise<void> => {
    waitedMs.push(ms);
    nowMs += ms;
  };
  const givingWay = createGivingWay({ random: () => random, nowMs: () => nowMs, pause });
  return { ...givingWay, waitedMs };
};

it('nobody waits who has met nobody', async () => {
  const { wait, waitedMs } = watched(1);
  await wait();
  expect(waitedMs).toEqual([]);
});

it('each collision in a row may double the wait, up to two seconds; an answer that is taken ends the row', async () => {
  const { collided, succeeded, wait, waitedMs } = watched(1);
  for (let time = 0; time < 8; time += 1) {
    collided();
    await wait();
  }
  succeeded();
  collided();
  await wait();
  expect(waitedMs).toEqual([50, 100, 200, 400, 800, 1_600, 2_000, 2_000, 50]);
});

it('chance says how much of it is waited, and it is waited once', async () => {
  const { collided, wait, waitedMs } = watched(0.25);
  collided();
  collided();
  await wait();
  await wait();
  expect(waitedMs).toEqual([25]);
});
