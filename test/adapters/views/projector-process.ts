/**
 * A process that brings views up to date or rebuilds them, for tests with several processes and kills.
 *
 *   node projector-process.js EVENTS-FILE VIEWS-FOLDER live|rebuild
 */
import { writeSync } from 'node:fs';
import { viewNames } from '../../../projections/view.ts';
import { openSqliteEventStore } from '../../../src/adapters/event-store/sqlite/open.ts';
import { openViews } from '../../../src/adapters/views/open.ts';
import { catchUp } from '../../../src/app/catch-up.ts';
import { createHistory } from '../../../src/app/history.ts';
import { rebuildViews } from '../../../src/app/rebuild-views.ts';
import type { StorableEvent } from '../../../src/ports/event-store.ts';

const [path = '', folder = '', what] = process.argv.slice(2);
const strange = (error: unknown): never => {
  throw error;
};
const store = createHistory(await openSqliteEventStore<StorableEvent>({ path, onDamaged: strange }));
const views = await openViews({ folder, onUnusable: strange });
const projecting = {
  store,
  views,
  onDamaged: strange,
  onUnknown: strange,
  onAnotherLog: () => strange(new Error('another')),
};
const reading = {
  signal: new AbortController().signal,
  eventsMax: 20_000,
  onProgress: ({ events }: { events: number }) => void writeSync(1, `at ${events}\n`),
};
writeSync(1, 'begins\n');
if (what === 'rebuild') await rebuildViews(projecting, viewNames, reading);
else await catchUp(projecting, { ...reading, build: 'live' });
await views.close();
await store.close();
writeSync(1, 'ended\n');
