import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { compiledForProcess } from '../sqlite/compiled.ts';
import type { Faults } from './server/faults.ts';
import type { Counts, Order, RawEvent, ServerOptions } from './server/main.ts';
import type { Member } from './server/services.ts';

/** The stand-in for EventStoreDB, in a process of its own. */
export type TestServer = Readonly<{
  port: number;
  /** `esdb://127.0.0.1:PORT?tls=false` */
  uri: string;
  faults: (faults: Partial<Faults>) => Promise<void>;
  members: (members: readonly Member[]) => Promise<void>;
  /** Stores what no adapter of ours would. */
  write: (stream: string, ...events: readonly RawEvent[]) => Promise<void>;
  tombstone: (stream: string) => Promise<void>;
  dropSubscriptions: () => Promise<void>;
  counts: () => Promise<Counts>;
  /** Kills the process; what it has stored is in its file. */
  kill: () => Promise<void>;
  /** Starts it again, on the same port and with what was stored. */
  start: () => Promise<void>;
  freeze: () => void;
  thaw: () => void;
}>;

const folder = mkdtempSync(join(tmpdir(), 'eventstoredb-'));
const children = new Set<ChildProcess>();
let servers = 0;
let script: string | null = null;

afterAll(() => {
  for (const child of children) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

export const startTestServer = async (options: Partial<ServerOptions> = {}): Promise<TestServer> => {
  script ??= compiledForProcess(new URL('./server/main.ts', import.meta.url));
  servers += 1;
  const file = join(folder, `${servers}.jsonl`);
  let running = await launch(script, { port: 0, file, tls: null, ...options });
  const { port } = running;
  const tell = (order: Order): Promise<unknown> => running.tell(order);

  return {
    port,
    uri: options.tls ? `esdb://localhost:${port}` : `esdb://127.0.0.1:${port}?tls=false`,
    faults: async (faults) => void (await tell({ kind: 'faults', faults })),
    members: async (members) => void (await tell({ kind: 'members', members })),
    write: async (stream, ...events) => void (await tell({ kind: 'write', stream, expected: 'any', events })),
    tombstone: async (stream) => void (await tell({ kind: 'tombstone', stream })),
    dropSubscriptions: async () => void (await tell({ kind: 'drop-subscriptions' })),
    counts: async () => (await tell({ kind: 'counts' })) as Counts,
    kill: () => running.kill(),
    start: async () => {
      running = await launch(script ?? '', { file, tls: null, ...options, port });
    },
    freeze: () => void running.child.kill('SIGSTOP'),
    thaw: () => void running.child.kill('SIGCONT'),
  };
};

type Running = Readonly<{
  child: ChildProcess;
  port: number;
  tell: (order: Order) => Promise<unknown>;
  kill: () => Promise<void>;
}>;

const launch = async (path: string, options: ServerOptions): Promise<Running> => {
  const child = fork(path, [JSON.stringify(options)], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  children.add(child);
  const gone = once(child, 'exit');
  const [{ port }] = (await Promise.race([once(child, 'message'), gone.then(neverStarted)])) as [{ port: number }];

  const answers = new Map<number, (result: unknown) => void>();
  let orders = 0;
  child.on('message', ({ at, result }: { at: number; result: unknown }) => answers.get(at)?.(result));
  return {
    child,
    port,
    tell: (order) =>
      new Promise((resolve) => {
        orders += 1;
        answers.set(orders, resolve);
        child.send({ at: orders, order });
      }),
    kill: async () => {
      child.kill('SIGKILL');
      await gone;
      children.delete(child);
    },
  };
};

const neverStarted = (): never => {
  throw new Error('the test server ended instead of starting');
};
