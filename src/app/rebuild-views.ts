import type { ViewName } from '../../projections/view.ts';
import type { Standing } from '../ports/views.ts';
import { catchUp, type Projecting, type Reading } from './catch-up.ts';

/** What a rebuild came to. `gone`: another process has ended it. */
export type Rebuilt = Readonly<{
  outcome: 'finished' | 'gone';
  standing: Standing | null;
  /** How many events an earlier run had taken on, which was broken off. */
  resumedAt: number;
}>;

/** Each round brings the two builds nearer to each other; so many mean that something is wrong. */
const roundsMax = 1_000;

/**
 * Makes views anew from the first event on, in tables beside the live ones, and puts them in their place when they have
 * seen the same part of the log. Broken off, it goes on where it was; begun twice, both work on the same one.
 *
 * @throws RebuildUnderWayError when a rebuild of other views is under way, and what `catchUp` throws.
 */
export const rebuildViews = async (
  projecting: Projecting,
  names: readonly ViewName[],
  reading: Omit<Reading, 'build'>,
): Promise<Rebuilt> => {
  const { views } = projecting;
  const live = await views.standing('live');
  // Nothing was ever built: to build it is to rebuild it.
  if (live?.checkpoint === null) {
    const standing = await catchUp(projecting, { ...reading, build: 'live' });
    return { outcome: 'finished', standing, resumedAt: 0 };
  }
  const { events: resumedAt } = await views.beginRebuild(names);
  for (let round = 0; round < roundsMax; round += 1) {
    const standing = await catchUp(projecting, { ...reading, build: 'next' });
    const finished = standing ? await views.finishRebuild() : 'gone';
    if (finished === 'finished' || finished === 'gone') return { outcome: finished, standing, resumedAt };
    // The tables that stay have seen less: they are brought to the same place.
    if (finished === 'ahead') await catchUp(projecting, { signal: reading.signal, build: 'live' });
  }
  throw new Error(`after ${roundsMax} rounds the rebuilt views still have not met the live ones`);
};
