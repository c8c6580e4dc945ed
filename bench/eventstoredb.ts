import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { CertificateEvent } from '../machines/certificate.events.ts';
import { openEventStore } from '../src/adapters/event-store/open-event-store.ts';
import { storedStreams } from '../src/app/stream-names.ts';
import type { EventStore } from '../src/ports/event-store.ts';
import { certificateOf } from './history.ts';
import { secondsOf } from './measure.ts';

/** The way through EventStoreDB, on whatever server there is. Against a stand-in it is the client that is measured. */
export type ServerFigures = Readonly<{
  server: 'stand-in' | 'EVENTSTORE_URL';
  /** Whole certificates a second, each in one append of some six events, by how many are under way at once. */
  appendsPerSecond: Readonly<Record<number, number>>;
  pagesPerSecond: number;
}>;

const certificatesEach = 1_000;

export const measureServer = async (): Promise<ServerFigures> => {
  const given = process.env['EVENTSTORE_URL'];
  const server = given === undefined ? await startStandIn() : { uri: given, stop: () => undefined };
  try {
    // Streams of this run alone, on a server that others use.
    const separator = server.uri.includes('?') ? '&' : '?';
    const uri = `${server.uri}${separator}streamPrefix=bench.${process.pid}.${Date.now()}.`;
    return { server: given === undefined ? 'stand-in' : 'EVENTSTORE_URL', ...(await measureOn(uri)) };
  } finally {
    server.stop();
  }
};

const measureOn = async (uri: string): Promise<Omit<ServerFigures, 'server'>> => {
  const silent = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
  const onDamaged = (error: Error): never => {
    throw error;
  };
  const store = await openEventStore<CertificateEvent>(uri, {
    onDamaged,
    login: null,
    streams: storedStreams,
    budgetMs: 30_000,
    log: silent,
  });
  try {
    const appendsPerSecond: Record<number, number> = {};
    let begun = 0;
    for (const inFlight of [1, 16, 64]) {
      appendsPerSecond[inFlight] = await appendRate(store, begun, inFlight);
      begun += certificatesEach;
    }
    const pages = await secondsOf(() => countEvents(store));
    return { appendsPerSecond, pagesPerSecond: Math.round(pages.result / pages.seconds) };
  } finally {
    await store.close();
  }
};

const appendRate = async (store: EventStore<CertificateEvent>, begun: number, inFlight: number): Promise<number> => {
  const certificates = Array.from({ length: certificatesEach }, (_, at) => certificateOf(begun + at));
  const waiting = certificates[Symbol.iterator]();
  const writer = async (): Promise<void> => {
    for (const { name, history } of waiting) {
      const [first, ...rest] = history.map(({ id, event, metadata }) => ({ id, event, metadata }));
      if (first) await store.append(name, 'no-stream', [first, ...rest]);
    }
  };
  const { seconds } = await secondsOf(() => Promise.all(Array.from({ length: inFlight }, writer)));
  return Math.round(certificatesEach / seconds);
};

const countEvents = async (store: EventStore<CertificateEvent>): Promise<number> => {
  let events = 0;
  for await (const page of store.readPages()) events += page.length;
  return events;
};

/** The server that the tests use, in a process of its own. */
const startStandIn = async () => {
  const script = fileURLToPath(new URL('../test/adapters/event-store/eventstoredb/server/main.js', import.meta.url));
  const options = JSON.stringify({ port: 0, file: null, tls: null });
  const child = fork(script, [options], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const gone = once(child, 'exit').then(() => {
    throw new Error('the stand-in server ended instead of starting');
  });
  const [{ port }] = (await Promise.race([once(child, 'message'), gone])) as [{ port: number }];
  gone.catch(() => undefined);
  return { uri: `esdb://127.0.0.1:${port}?tls=false`, stop: () => void child.kill() };
};
