import { setTimeout as wait } from 'node:timers/promises';
import type { Sandbox } from '../start-sandbox.ts';
import type { AgentProcess } from './agent-process.ts';
import type { Stop } from './tour.ts';

/** How the demo talks about where it is. */
export type Progress = Readonly<{ step: (done: number, title: string) => void }>;

/** Longer than any stop takes on a slow machine; the demo then fails instead of hanging. */
const stopLimitMs = 90_000;
const lookIntervalMs = 20;

/** A stop did not end as it must. */
class TourError extends Error {
  override readonly name = 'TourError';
}

/**
 * Goes through all stops, one after the other.
 *
 * @param startAgent starts an agent; called again after each kill.
 * @returns the agent that is running at the end, and how often one was killed.
 * @throws TourError
 */
export const runTour = async (
  stops: readonly Stop[],
  { sandbox, startAgent, progress }: Readonly<{ sandbox: Sandbox; startAgent: () => AgentProcess; progress: Progress }>,
): Promise<Readonly<{ agent: AgentProcess; kills: number }>> => {
  let agent = startAgent();
  let kills = 0;
  for (const [at, stop] of stops.entries()) {
    progress.step(at, stop.title);
    await stop.ask(sandbox);
    if (stop.killedInTheMiddle) {
      await until(() => isInTheMiddle(sandbox), `${stop.title}: nothing was ever in work`);
      await agent.kill();
      kills += 1;
      agent = startAgent();
    }
    await until(() => stop.settled(sandbox), stop.title, agent);
  }
  progress.step(stops.length, 'done');
  return { agent, kills };
};

/** Something was handed over that is not answered. */
const isInTheMiddle = ({ xqueue }: Sandbox): boolean =>
  xqueue.items().some(({ retired, pulledAt }) => !retired && pulledAt !== null);

const until = async (isSo: () => boolean, what: string, agent?: AgentProcess): Promise<void> => {
  const limit = Date.now() + stopLimitMs;
  while (!isSo()) {
    if (agent?.ended()) throw new TourError(`the agent ended by itself during “${what}”`);
    if (Date.now() > limit) throw new TourError(`“${what}” did not come to its end in ${stopLimitMs / 1_000} s`);
    await wait(lookIntervalMs);
  }
};
