import { join } from 'node:path';
import type { CertificateEvent } from '../machines/certificate.events.ts';
import { certificateStatuses } from '../projections/certificate-status.ts';
import { openEventStore } from '../src/adapters/event-store/open-event-store.ts';
import { foldHistory } from '../src/app/fold-history.ts';
import { createHistory } from '../src/app/history.ts';
import type { EventStore } from '../src/ports/event-store.ts';
import { certificateOf, fill } from './history.ts';
import { heapMiB, median, residentMiB, secondsOf } from './measure.ts';
import { measureViews, type ViewFigures } from './rebuild.ts';

/** What reading costs in a store of one size. */
export type ReadFigures = Readonly<{
  events: number;
  certificates: number;
  fillSeconds: number;
  openMs: number;
  /** One certificate's stream, its chain verified, its events brought up to date. */
  streamReadUs: number;
  pagesPerSecond: number;
  foldPerSecond: number;
  views: ViewFigures;
  residentMiB: number;
  heapMiB: number;
}>;

const onDamaged = (error: Error): never => {
  throw error;
};
/** As the program opens it. */
const open = (path: string): Promise<EventStore<CertificateEvent>> => {
  const script = new URL('../src/adapters/event-store/sqlite/read-ahead-thread.js', import.meta.url);
  const readAhead = { script, onTrouble: onDamaged };
  return openEventStore<CertificateEvent>(`sqlite:${path}`, { onDamaged, readAhead });
};

/** Fills a store of this size, and reads it in every way. */
export const measureReading = async (folder: string, eventsMin: number): Promise<ReadFigures> => {
  const path = join(folder, `history-${eventsMin}.db`);
  const filling = await open(path);
  const { seconds: fillSeconds, result } = await secondsOf(() => fill(filling, eventsMin));
  await filling.close();

  const openings: number[] = [];
  for (let time = 0; time < 15; time += 1) openings.push(await openOnce(path));
  const openMs = median(openings) * 1_000;
  const store = createHistory(await open(path));
  try {
    const streamReadUs = await streamRead(store, result.certificates);
    const pages = await secondsOf(() => countPages(store));
    const folded = await secondsOf(() => foldHistory(store, certificateStatuses, onDamaged));
    if (folded.result.size !== result.certificates) throw new Error('the view is not whole');
    // Two in memory would be measured, otherwise.
    folded.result.clear();
    const views = await measureViews(store, folder, result.events);
    return {
      ...result,
      fillSeconds: Number(fillSeconds.toFixed(1)),
      openMs: Number(openMs.toFixed(2)),
      streamReadUs,
      pagesPerSecond: Math.round(pages.result / pages.seconds),
      foldPerSecond: Math.round(result.events / folded.seconds),
      views,
      residentMiB: residentMiB(),
      heapMiB: heapMiB(),
    };
  } finally {
    await store.close();
  }
};

const openOnce = async (path: string): Promise<number> => {
  const { seconds, result } = await secondsOf(async () => {
    const store = await open(path);
    await store.head();
    return store;
  });
  await result.close();
  return seconds;
};

const countPages = async (store: EventStore<CertificateEvent>): Promise<number> => {
  let events = 0;
  for await (const page of store.readPages()) events += page.length;
  return events;
};

const reads = 2_000;

/** Streams from all over the file, so that its size matters. @returns microseconds for one. */
const streamRead = async (store: EventStore<CertificateEvent>, certificates: number): Promise<number> => {
  const names = Array.from({ length: reads }, (_, at) => certificateOf((at * 7_919) % certificates).name);
  const { seconds } = await secondsOf(async () => {
    for (const name of names) if ((await store.read(name)).length === 0) throw new Error('a stream is missing');
  });
  return Number(((seconds * 1e6) / reads).toFixed(1));
};
