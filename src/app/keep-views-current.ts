import { setTimeout as wait } from 'node:timers/promises';
import { UnknownPositionError } from '../ports/event-store.ts';
import type { Log } from '../ports/log.ts';
import type { Standing } from '../ports/views.ts';
import { createIntakes, isShorter, type Projecting, resetAll } from './catch-up.ts';

/** The views of a running agent. */
export type KeptCurrent = Readonly<{
  /** Resolves when nothing is under way any more, at the latest after a page. */
  stopped: Promise<void>;
}>;

export type Keeping = Readonly<{
  /** Opens the views, or gives the ones that are open. */
  open: () => Promise<Projecting>;
  /** Hears of trouble before they are opened again. */
  onFailure: (error: unknown) => Promise<void>;
  log: Log;
  /** Ends the keeping. */
  signal: AbortSignal;
  /** The wait after a first failure; it doubles with each further one, up to a minute. */
  backoffMs: number;
}>;

const backoffMsMax = 60_000;

/** The agent stands still while a transaction is written: after a long absence it is caught up in small ones. */
const eventsMax = 5_000;

/**
 * Follows the log in the background, so that whoever asks the views finds them nearly current. They are no part of the work:
 * whatever happens here is logged and tried again from the checkpoint, and never stops the agent.
 */
export const keepViewsCurrent = ({ open, onFailure, log, signal, backoffMs }: Keeping): KeptCurrent => {
  const run = async (): Promise<void> => {
    for (let failures = 0; !signal.aborted; ) {
      try {
        await follow(await open(), signal, () => {
          failures = 0;
        });
      } catch (error) {
        if (signal.aborted) return;
        failures += 1;
        const because = error instanceof Error ? error.message : String(error);
        log.warn(`the views are behind, and are tried again: ${because}`, { failures });
        await onFailure(error);
        await pause(Math.min(backoffMsMax, backoffMs * 2 ** (failures - 1)), signal);
      }
    }
  };
  return { stopped: run() };
};

/** Follows until the signal, or until the tables are not what they were. */
const follow = async (projecting: Projecting, signal: AbortSignal, noteProgress: () => void): Promise<void> => {
  const begun = await projecting.views.standing('live');
  if (!begun) throw new Error('the views have no tables');
  try {
    await followFrom(begun, projecting, { signal, noteProgress });
  } catch (error) {
    if (!(error instanceof UnknownPositionError)) throw error;
    await resetAll('live', begun, projecting);
  }
};

const followFrom = async (
  begun: Standing,
  projecting: Projecting,
  { signal, noteProgress }: Readonly<{ signal: AbortSignal; noteProgress: () => void }>,
): Promise<void> => {
  const { store, views } = projecting;
  let after = begun.readAfter;
  const intakes = createIntakes(projecting, { build: 'live', eventsMax });

  for await (const { observed, isLive } of store.follow({ ...(after === null ? {} : { after }), signal })) {
    const added = await intakes.add({ after, observed });
    after = observed.at(-1)?.position ?? after;
    const outcome = added === 'taken' && isLive ? await intakes.end() : added;
    // Another process was faster: read on from where it is.
    if (outcome !== 'taken') return;
    if (isLive && isShorter(after, begun)) {
      await resetAll('live', begun, projecting);
      return;
    }
    if (isLive) await views.settle('live');
    noteProgress();
  }
};

const pause = async (ms: number, signal: AbortSignal): Promise<void> => {
  try {
    await wait(ms, undefined, { signal });
  } catch (error) {
    if (!signal.aborted) throw error;
  }
};
