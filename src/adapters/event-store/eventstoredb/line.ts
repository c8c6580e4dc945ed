import type { SteadyClient } from './steady-client.ts';

/** A client with the calls that are under way through it. */
export type Line = Readonly<{
  client: SteadyClient;
  /** Counts the work until it has settled, also when nobody waits for it any more. */
  carry: <Result>(work: Promise<Result>) => Promise<Result>;
  /** Nothing new comes: the connection is closed as soon as nothing is under way. */
  giveUp: () => void;
}>;

export const createLine = (client: SteadyClient): Line => {
  let underWay = 0;
  let isGivenUp = false;
  const closeWhenIdle = (): void => {
    if (isGivenUp && underWay === 0) client.disconnect();
  };
  const settled = (): void => {
    underWay -= 1;
    closeWhenIdle();
  };
  return {
    client,
    carry: (work) => {
      underWay += 1;
      work.then(settled, settled);
      return work;
    },
    giveUp: () => {
      isGivenUp = true;
      closeWhenIdle();
    },
  };
};
