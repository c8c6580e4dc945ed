import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AppendFigures, measureAppends } from './append.ts';
import { measureServer, type ServerFigures } from './eventstoredb.ts';
import { measureReading, type ReadFigures } from './read.ts';

/** What the event store costs, in figures of one run on one machine. */
export type StoreFigures = Readonly<{
  node: string;
  appends: AppendFigures;
  small: ReadFigures;
  large: ReadFigures;
  /** Cost in the large store over cost in the small one. */
  growth: Readonly<{ open: number; streamRead: number }>;
  eventStoreDb: ServerFigures;
}>;

const ratio = (a: number, b: number): number => Number((a / b).toFixed(2));

/** @param events how large the large store is. @param say hears what is being done. */
export const measureStore = async (events: number, say: (doing: string) => void): Promise<StoreFigures> => {
  const folder = await mkdtemp(join(tmpdir(), 'certificate-agent-bench-'));
  try {
    say('appends, beside the disk’s floor');
    const appends = await measureAppends(folder);
    say('a store of 10,000 events');
    const small = await measureReading(folder, 10_000);
    say(`a store of ${events} events`);
    const large = await measureReading(folder, events);
    say('EventStoreDB');
    const eventStoreDb = await measureServer();
    return {
      node: process.version,
      appends,
      small,
      large,
      growth: { open: ratio(large.openMs, small.openMs), streamRead: ratio(large.streamReadUs, small.streamReadUs) },
      eventStoreDb,
    };
  } finally {
    await rm(folder, { recursive: true });
  }
};

/** The figures for a person. */
export const renderStore = ({ node, appends, small, large, growth, eventStoreDb }: StoreFigures): readonly string[] => [
  `Node ${node}`,
  '',
  `floor: one write and fdatasync each      ${appends.floor}/s`,
  ...Object.entries(appends.inFlight).map(
    ([count, { perSecond, ofFloor }]) =>
      `${`appends, ${count.padStart(2)} in flight`.padEnd(41)}${perSecond}/s   ${ofFloor} x floor`,
  ),
  '',
  ...[small, large].flatMap((figures) => [
    `${figures.events} events of ${figures.certificates} certificates (filled in ${figures.fillSeconds} s)`,
    `  open                                   ${figures.openMs} ms`,
    `  read one certificate                   ${figures.streamReadUs} us`,
    `  read everything in pages               ${figures.pagesPerSecond} events/s`,
    `  fold every certificate's state         ${figures.foldPerSecond} events/s`,
    `  replay through the fold of every view  ${figures.views.replayPerSecond} events/s`,
    `  build every view, rows stored          ${figures.views.firstBuildPerSecond} events/s`,
    `  rebuild them beside the live ones      ${figures.views.rebuildPerSecond} events/s`,
    `  memory afterwards                      ${figures.residentMiB} MiB (heap ${figures.heapMiB} MiB)`,
  ]),
  '',
  `large over small: open ${growth.open}, read one certificate ${growth.streamRead}`,
  '',
  `through EventStoreDB (${eventStoreDb.server}): certificates of some six events`,
  ...Object.entries(eventStoreDb.appendsPerSecond).map(
    ([count, rate]) => `  ${count.padStart(2)} in flight                           ${rate}/s`,
  ),
  `  read everything in pages               ${eventStoreDb.pagesPerSecond} events/s`,
];
