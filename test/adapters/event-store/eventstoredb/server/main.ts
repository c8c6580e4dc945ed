/**
 * A server that speaks EventStoreDB's protocol and keeps its history in memory, and in a file when one is named. A process
 * of its own, so that it can be frozen and killed; the parent switches its faults over IPC.
 *
 *   node main.js '{"port": 0, "file": "…", "tls": {"key": "…", "cert": "…"}}'
 */
import { readFileSync } from 'node:fs';
import { Server, ServerCredentials, type ServiceError, type UntypedServiceImplementation } from '@grpc/grpc-js';
import { asServiceError, createAppend } from './append.ts';
import { createGate, type Faults, noFaults } from './faults.ts';
import { History } from './history.ts';
import type { Expected } from './judge.ts';
import { read } from './read.ts';
import { dropped } from './refusals.ts';
import { createGossip, type Member, supportedMethods } from './services.ts';
import { GossipService, ServerFeaturesService, StreamsService } from './stubs.ts';
import { subscribe } from './subscribe.ts';
import type { ReadCall } from './write.ts';

export type ServerOptions = Readonly<{
  port: number;
  file: string | null;
  tls: Readonly<{ key: string; cert: string }> | null;
}>;

/** An event from the tests' side: texts, so that they can be anything. */
export type RawEvent = Readonly<{ id: string; type: string; contentType: string; data: string; metadata: string }>;

export type Order = Readonly<
  | { kind: 'faults'; faults: Partial<Faults> }
  | { kind: 'members'; members: readonly Member[] }
  | { kind: 'write'; stream: string; expected: 'any' | 'no-stream'; events: readonly RawEvent[] }
  | { kind: 'tombstone'; stream: string }
  | { kind: 'drop-subscriptions' }
  | { kind: 'counts' }
>;

/** How often each door was used. */
export type Counts = { append: number; batchAppend: number; read: number; subscribe: number };

const { port, file, tls }: ServerOptions = JSON.parse(process.argv[2] ?? '');
const faults = noFaults();
const history = new History(file, faults);
const gate = createGate(faults);
const counts: Counts = { append: 0, batchAppend: 0, read: 0, subscribe: 0 };
const subscriptions = new Set<ReadCall>();
let members: readonly Member[] = [];

const append = createAppend({ history, faults, gate });

const serveRead = async (call: ReadCall): Promise<void> => {
  const options = call.request.getOptions();
  if (!options) throw new Error('no options');
  await gate(call, 'read');
  if (!options.hasSubscription()) {
    counts.read += 1;
    return read(call, options, history);
  }
  counts.subscribe += 1;
  subscriptions.add(call);
  try {
    await subscribe(call, options, { history, faults });
  } finally {
    subscriptions.delete(call);
  }
};

const streamsService: UntypedServiceImplementation = {
  append: (call: Parameters<typeof append>[0], answer: Parameters<typeof append>[1]) => {
    counts.append += 1;
    append(call, answer);
  },
  read: (call: ReadCall) => {
    serveRead(call).catch((error) => call.cancelled || call.emit('error', asServiceError(error)));
  },
  // It would hang where answers are lost (and worse): the adapter must never come here.
  batchAppend: () => {
    counts.batchAppend += 1;
  },
};

const carryOut = (order: Order): unknown => {
  switch (order.kind) {
    case 'faults':
      return Object.assign(faults, order.faults);
    case 'members':
      members = order.members;
      return members;
    case 'write': {
      const expected: Expected = order.expected;
      const events = order.events.map(({ data, metadata, ...event }) => ({
        ...event,
        data: Buffer.from(data),
        metadata: Buffer.from(metadata),
      }));
      return history.append(order.stream, expected, events).kind;
    }
    case 'tombstone':
      return history.tombstone(order.stream);
    case 'drop-subscriptions':
      for (const call of subscriptions) call.emit('error', dropped() satisfies ServiceError);
      return null;
    case 'counts':
      return { ...counts };
  }
};

const server = new Server({ 'grpc.max_receive_message_length': 17 * 1024 * 1024 });
const { append: appendDefinition, read: readDefinition, batchAppend } = StreamsService;
server.addService({ append: appendDefinition, read: readDefinition, batchAppend }, streamsService);
server.addService(ServerFeaturesService, { getSupportedMethods: supportedMethods });
server.addService(GossipService, { read: createGossip(() => members) });
const credentials = tls
  ? ServerCredentials.createSsl(null, [{ private_key: readFileSync(tls.key), cert_chain: readFileSync(tls.cert) }])
  : ServerCredentials.createInsecure();

server.bindAsync(`127.0.0.1:${port}`, credentials, (error, bound) => {
  if (error) throw error;
  // As on the real server, the history does not begin with anything of ours.
  if (history.all.length === 0) {
    carryOut({ kind: 'write', stream: '$stats-127.0.0.1:2113', expected: 'any', events: [systemEvent] });
  }
  members = [{ host: '127.0.0.1', port: bound, isLeader: true, isAlive: true }];
  process.send?.({ port: bound });
});

const systemEvent: RawEvent = {
  id: '6f1ab0c4-8f0b-4c80-9a85-0c7bd1a3b111',
  type: '$statsCollected',
  contentType: 'application/json',
  data: '{"proc-cpu": 0.5}',
  metadata: '',
};

process.on('message', ({ at, order }: { at: number; order: Order }) => {
  process.send?.({ at, result: carryOut(order) }, undefined, undefined, () => {});
});
process.on('disconnect', () => process.exit(0));
