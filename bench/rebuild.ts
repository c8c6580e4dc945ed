import { join } from 'node:path';
import type { CertificateEvent } from '../machines/certificate.events.ts';
import { viewNames } from '../projections/view.ts';
import { openViews } from '../src/adapters/views/open.ts';
import { catchUp } from '../src/app/catch-up.ts';
import { rebuildViews } from '../src/app/rebuild-views.ts';
import type { EventStore } from '../src/ports/event-store.ts';
import { secondsOf } from './measure.ts';

/** Events a second through the whole way: store, history, every fold, rows in the views' file. */
export type ViewFigures = Readonly<{ firstBuildPerSecond: number; rebuildPerSecond: number }>;

/** Builds every view of a store into a new file, then builds them again beside the live ones and exchanges them. */
export const measureViews = async (
  store: EventStore<CertificateEvent>,
  folder: string,
  events: number,
): Promise<ViewFigures> => {
  const strange = (): never => {
    throw new Error('there is something strange in a history that was made for this');
  };
  const views = await openViews({ folder: join(folder, `views-${events}`), onUnusable: strange });
  const projecting = { store, views, onDamaged: strange, onUnknown: strange, onAnotherLog: strange };
  const { signal } = new AbortController();
  try {
    const first = await secondsOf(() => catchUp(projecting, { build: 'live', signal }));
    if (first.result?.events !== events) throw new Error('the views are not whole');
    const again = await secondsOf(() => rebuildViews(projecting, viewNames, { signal }));
    if (again.result.outcome !== 'finished') throw new Error('the rebuild did not end');
    return {
      firstBuildPerSecond: Math.round(events / first.seconds),
      rebuildPerSecond: Math.round(events / again.seconds),
    };
  } finally {
    await views.close();
  }
};
