import { join } from 'node:path';
import type { CertificateEvent } from '../machines/certificate.events.ts';
import { viewNames } from '../projections/view.ts';
import { loadSqliteDriver } from '../src/adapters/event-store/sqlite/driver.ts';
import { prepareConnection } from '../src/adapters/views/connection.ts';
import { createFolding } from '../src/adapters/views/folding.ts';
import { openViews } from '../src/adapters/views/open.ts';
import { catchUp } from '../src/app/catch-up.ts';
import { rebuildViews } from '../src/app/rebuild-views.ts';
import type { EventStore } from '../src/ports/event-store.ts';
import { secondsOf } from './measure.ts';

/** Events a second. */
export type ViewFigures = Readonly<{
  /** From the store through the history and the fold of every view, to rows in memory. */
  replayPerSecond: number;
  /** The same, and the rows into the views' file. */
  firstBuildPerSecond: number;
  /** The same again, into tables beside the live ones. */
  rebuildPerSecond: number;
}>;

/** Folds the whole history for every view, without storing the rows. */
const measureReplay = async (store: EventStore<CertificateEvent>, events: number): Promise<number> => {
  const { open } = await loadSqliteDriver();
  const database = open(':memory:');
  prepareConnection(database, ':memory:', 1_000);
  const folding = createFolding(database, { build: 'live', views: viewNames, isFilling: true });
  const { seconds } = await secondsOf(async () => {
    for await (const page of store.readPages()) folding.fold(page);
  });
  const { damaged, unknown } = folding.strange();
  if (damaged.length + unknown.length > 0) throw new Error('something strange in a history that was made for this');
  database.close();
  return Math.round(events / seconds);
};

/** Builds every view of a store into a new file, then builds them again beside the live ones and exchanges them. */
export const measureViews = async (
  store: EventStore<CertificateEvent>,
  folder: string,
  events: number,
): Promise<ViewFigures> => {
  const replayPerSecond = await measureReplay(store, events);
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
      replayPerSecond,
      firstBuildPerSecond: Math.round(events / first.seconds),
      rebuildPerSecond: Math.round(events / again.seconds),
    };
  } finally {
    await views.close();
  }
};
