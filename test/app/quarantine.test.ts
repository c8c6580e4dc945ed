import { describe, expect, it } from 'vitest';
import type { CertificateEvent } from '../../machines/certificate.events.ts';
import { createMemoryEventStore } from '../../src/adapters/event-store/memory.ts';
import { startAgent } from '../../src/app/agent.ts';
import { handleSubmission } from '../../src/app/handle-submission.ts';
import { createHistory } from '../../src/app/history.ts';
import type { Ports } from '../../src/app/ports.ts';
import { recover } from '../../src/app/recover.ts';
import { certificateStream } from '../../src/app/stream-names.ts';
import { sweep } from '../../src/app/sweep.ts';
import type { EventStore, Recorded, StorableEvent } from '../../src/ports/event-store.ts';
import { certificateFiles, createWorld, portsOnto, request, runAgent, type World } from './world.ts';

const { signal } = new AbortController();
const once = {
  concurrency: 2,
  once: true,
  pollIntervalMs: 5,
  backoffMs: 20,
  replyBudgetMs: 1_000,
  drainLimitMs: 1_000,
  sweepIntervalMs: 60_000,
  supersededRetentionMs: 0,
};
const personal = (username: string) => ({ username, name: username, grade: null, designation: null });
const streamOf = (username: string): string =>
  certificateStream(username, 'course-v1:edX+DemoX+Demo_2014', Buffer.alloc(32, 1));

type Damage = (recorded: Recorded<StorableEvent>) => Partial<Recorded<StorableEvent>>;

/** A world whose store can go bad: one learner's events are handed out otherwise than they were stored. */
const createFragileWorld = () => {
  const stored = createMemoryEventStore<StorableEvent>();
  let damage: Damage | null = null;
  const seen = <Event extends Pick<Recorded<StorableEvent>, 'stream'>>(recorded: Event): Event =>
    damage && recorded.stream === streamOf('ada')
      ? { ...recorded, ...damage(recorded as unknown as Recorded<StorableEvent>) }
      : recorded;
  const fragile: EventStore<StorableEvent> = {
    ...stored,
    read: async (stream) => (await stored.read(stream)).map(seen),
    readAll: async function* (from) {
      for await (const recorded of stored.readAll(from)) yield seen(recorded);
    },
    readPages: async function* (from) {
      for await (const page of stored.readPages(from)) yield page.map(seen);
    },
  };
  const world: World = { ...createWorld(), store: createHistory(fragile) };
  return {
    world,
    stored,
    setDamage: (change: Damage): void => {
      damage = change;
    },
  };
};

const submit = (world: World, username: string, id: string, command: CertificateEvent['type'] = 'add_cert'): void => {
  const asked = request(command as 'add_cert', { personal: personal(username) });
  world.queue.submit({ id, request: asked });
};

const logging = (world: World, lines: Readonly<Record<string, unknown>>[]): Partial<Ports> => ({
  log: {
    ...portsOnto(world).log,
    error: (message, fields) => void lines.push({ message, ...fields }),
  },
});

const damages: readonly (readonly [string, Damage])[] = [
  ['whose hash is another one’s', ({ metadata }) => ({ metadata: { ...metadata, agent: 'somebody' } })],
  ['whose data are null', ({ event }) => ({ event: { ...event, data: null } })],
  ['of a newer schema', ({ metadata }) => ({ metadata: { ...metadata, schema: 2 } })],
  ['of a type that nobody knows', ({ event }) => ({ event: { ...event, type: 'certificate.framed' } })],
];

describe.each(damages)('a stream with events %s', (_, damage) => {
  const damaged = async () => {
    const fragile = createFragileWorld();
    submit(fragile.world, 'ada', 'a');
    submit(fragile.world, 'grace', 'b');
    await runAgent(portsOnto(fragile.world));
    fragile.setDamage(damage);
    return fragile;
  };

  it('keeps its submission in the queue, unanswered and with a word in the log, while the others are served', async () => {
    const { world, stored } = await damaged();
    const before = await stored.read(streamOf('ada'));
    submit(world, 'ada', 'c', 'regen_cert');
    submit(world, 'grace', 'd', 'regen_cert');
    const lines: Readonly<Record<string, unknown>>[] = [];
    const report = await startAgent(portsOnto(world, logging(world, lines)), once).stopped;

    expect(report).toMatchObject({ handled: 1, failed: 1, gaveUp: false });
    expect(world.told.map(({ item }) => item)).toEqual([1, 2, 4]);
    expect(world.queue.open()).toEqual([3]);
    expect(await stored.read(streamOf('ada'))).toEqual(before);
    const [line] = lines.filter(({ item }) => item === 3);
    expect(line).toMatchObject({ stream: streamOf('ada'), revision: 0, code: 'event-store-corrupt' });
    expect(line?.['message']).toContain('is not answered, and stays in the queue');
  });

  it('does not keep a start from finishing what the others owe', async () => {
    const { world } = await damaged();
    submit(world, 'grace', 'c', 'regen_cert');
    const submission = await world.queue.pull();
    const ports = portsOnto(world, {
      queue: { ...world.queue, post: () => Promise.reject(new Error('it dies here')) },
    });
    if (!submission) throw new Error('one is queued');
    await expect(handleSubmission(submission, { ports, signal })).rejects.toThrow('it dies here');
    expect(await recover({ ports: portsOnto(world), signal }, 2)).toEqual([]);
    expect(world.told.at(-1)).toMatchObject({ item: 3, reply: { kind: 'created' } });
  });

  it('keeps its files, whatever a view would make of it', async () => {
    const { world } = await damaged();
    const files = [...world.artifacts.files.keys()];
    const { removed } = await sweep({ ports: portsOnto(world), signal }, { retentionMs: -1, dryRun: false });
    expect(removed).toEqual([]);
    expect([...world.artifacts.files.keys()]).toEqual(files);
  });
});

describe('a stream that says that its files are others', () => {
  it('keeps them: only a stream that can be trusted tells what may go', async () => {
    const { world, setDamage } = createFragileWorld();
    submit(world, 'ada', 'a');
    await runAgent(portsOnto(world));
    const files = [...world.artifacts.files.keys()];
    const others = { downloadUuid: 'd'.repeat(32), verifyUuid: 'e'.repeat(32) };
    setDamage(({ event }) =>
      event.type === 'certificate.created'
        ? { event: { ...event, data: { ...(event.data as object), artifacts: others } } }
        : {},
    );
    const { removed } = await sweep({ ports: portsOnto(world), signal }, { retentionMs: -1, dryRun: false });
    expect(removed).toEqual([]);
    expect([...world.artifacts.files.keys()]).toEqual(files);
    expect(world.warnings.join()).toContain('a stream is left alone');
  });

  it('does not keep the files of others from being swept', async () => {
    const { world, setDamage } = createFragileWorld();
    for (const [at, username] of ['ada', 'grace', 'ada', 'grace'].entries()) submit(world, username, `${at}`);
    await runAgent(portsOnto(world));
    expect(certificateFiles(world)).toHaveLength(16);
    setDamage(({ metadata }) => ({ metadata: { ...metadata, agent: 'somebody' } }));
    const report = await sweep({ ports: portsOnto(world), signal }, { retentionMs: -1, dryRun: false });
    expect(report).toMatchObject({ removed: { length: 2 }, rewritten: { length: 1 } });
    expect(certificateFiles(world)).toHaveLength(14);
    const types = (await world.store.read(streamOf('grace'))).map(({ event }) => event.type);
    expect(types.at(-1)).toBe('certificate.removed');
  });
});
