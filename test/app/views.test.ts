import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import type { CertificateEvent } from '../../machines/certificate.events.ts';
import { createMemoryEventStore } from '../../src/adapters/event-store/memory.ts';
import { catchUp, type Projecting } from '../../src/app/catch-up.ts';
import { chained } from '../../src/app/hash-chain.ts';
import { createHistory } from '../../src/app/history.ts';
import { keepViewsCurrent } from '../../src/app/keep-views-current.ts';
import { createProvenance } from '../../src/app/provenance.ts';
import { rebuildViews } from '../../src/app/rebuild-views.ts';
import { DamagedEventError, type EventStore, EventStoreUnavailableError } from '../../src/ports/event-store.ts';
import { RebuildUnderWayError, type Views } from '../../src/ports/views.ts';
import { freshFolder, viewsIn } from '../adapters/views/in-folder.ts';
import { foldedRows, storedRowsIn } from '../adapters/views/rows.ts';
import { addCert, creation, failed, rendered, replied } from '../machines/samples.ts';
import { observed } from '../projections/observed.ts';

type Store = EventStore<CertificateEvent>;
const provenance = createProvenance('test');
const signal = new AbortController().signal;

/** Stores events behind what a stream has. */
const append = async (store: Store, stream: string, events: readonly CertificateEvent[], schema = 1): Promise<void> => {
  const before = await store.read(stream);
  let previous = before.at(-1)?.metadata.hash ?? null;
  const seen = observed([...before.map(({ event }) => event), ...events], stream).slice(before.length);
  for (const { event, revision, metadata } of seen) {
    const rest = { ...metadata, ...provenance, $causationId: 'test', schema };
    const added = chained(event, rest, { stream, revision, previous });
    await store.append(stream, revision === 0n ? 'no-stream' : revision - 1n, [added]);
    previous = added.metadata.hash;
  }
};

const heard = () => ({ damaged: [] as string[], unknown: [] as string[], anotherLog: 0 });

const projectingOn = (store: Projecting['store'], views: Views, words = heard()): Projecting => ({
  store,
  views,
  onDamaged: ({ stream, revision }) => void words.damaged.push(`${stream}@${revision}`),
  onUnknown: ({ type, schema, first }) => void words.unknown.push(`${type} ${schema} ${first}`),
  onAnotherLog: () => {
    words.anotherLog += 1;
  },
});

const logOf = async (store: Store) => {
  const all = [];
  for await (const page of store.readPages()) all.push(...page);
  return all;
};

const ready = async (count = 3) => {
  const store = createHistory(createMemoryEventStore());
  for (let at = 0; at < count; at += 1) await append(store, `certificate-${at}`, creation(at * 10 + 1));
  const folder = freshFolder();
  const views = await viewsIn(folder);
  const words = heard();
  return { store, folder, views, words, projecting: projectingOn(store, views, words) };
};

describe('catching up', () => {
  it('reads what is new, and nothing twice', async () => {
    const { store, folder, views, projecting, words } = await ready();
    expect(await catchUp(projecting, { build: 'live', signal })).toMatchObject({ events: 15 });
    await append(store, 'certificate-9', [addCert(91), failed(91)]);
    let reads = 0;
    const counting = {
      ...store,
      readPages: async function* (from?: Readonly<{ after?: string }>) {
        for await (const page of store.readPages(from)) {
          reads += page.length;
          yield page;
        }
      },
    };
    await catchUp(projectingOn(counting, views), { build: 'live', signal });
    // The last one that was known comes again, to be compared.
    expect(reads).toBe(3);
    expect(await storedRowsIn(folder)).toEqual(foldedRows(await logOf(store)));
    expect(words.anotherLog).toBe(0);
    await views.close();
  });

  it('begins anew when the history is another one, also when it is shorter', async () => {
    const { folder, views, projecting } = await ready();
    await catchUp(projecting, { build: 'live', signal });
    for (const count of [1, 4]) {
      const words = heard();
      const other = createHistory(createMemoryEventStore());
      for (let at = 0; at < count; at += 1)
        await append(other, `certificate-other-${count}-${at}`, creation(500 + at * 10));
      expect(await catchUp(projectingOn(other, views, words), { build: 'live', signal })).toMatchObject({
        events: count * 5,
      });
      expect(words.anotherLog).toBe(1);
      expect(await storedRowsIn(folder)).toEqual(foldedRows(await logOf(other)));
    }
    await views.close();
  });

  it('keeps and counts what only a newer program understands', async () => {
    const { store, folder, views, projecting, words } = await ready(1);
    const foreign = { type: 'certificate.framed', data: { submission: 'submission-1', wood: 'oak' } };
    const { metadata } = (await store.read('certificate-0')).at(-1) ?? {};
    const place = { stream: 'certificate-0', revision: 5n, previous: metadata?.hash ?? null };
    const rest = { ...metadata, reached: 'framed', schema: 3 } as Parameters<typeof chained>[1];
    await store.append('certificate-0', 4n, [chained(foreign as never, rest, place)]);
    await append(store, 'certificate-1', [addCert(21)], 7);

    await catchUp(projecting, { build: 'live', signal });
    expect(words).toEqual({
      damaged: [],
      unknown: ['certificate.framed 3 certificate-0@5', 'add_cert 7 certificate-1@0'],
      anotherLog: 0,
    });
    expect((await views.report()).unknown.map(({ type, count }) => [type, count])).toEqual([
      ['add_cert', 1],
      ['certificate.framed', 1],
    ]);
    expect(await views.countByState({})).toEqual({ framed: 1, generating: 1 });
    expect(await storedRowsIn(folder)).toEqual(foldedRows(await logOf(store)));
    await views.close();
  });

  it('ends a stream before an event that cannot be read, says so once, and goes on with the others', async () => {
    const { store, views, words } = await ready();
    await append(store, 'certificate-1', [replied(11, 1)]);
    const damagedStore = {
      ...store,
      readPages: async function* (from?: Readonly<{ after?: string }>) {
        for await (const page of store.readPages(from)) yield page.map(damagedAt('certificate-1', 4n));
      },
    };
    const projecting = projectingOn(damagedStore, views, words);
    await catchUp(projecting, { build: 'live', signal });
    await append(store, 'certificate-1', [replied(11, 2)]);
    await append(store, 'certificate-8', creation(81));
    await catchUp(projecting, { build: 'live', signal });
    expect(words.damaged).toEqual(['certificate-1@4']);
    expect((await views.report()).damaged).toMatchObject([{ stream: 'certificate-1', revision: 4 }]);
    const { certificates } = await views.certificates({}, { limit: 9 });
    expect(certificates.map(({ stream, events }) => [stream, events])).toEqual([
      ['certificate-8', 5],
      ['certificate-2', 5],
      ['certificate-1', 4],
      ['certificate-0', 5],
    ]);

    // Mended, and read anew: the views have the rest of the stream, and go on with it.
    await rebuildViews(projectingOn(store, views), ['certificate-status'], { signal });
    expect((await views.certificates({ state: 'downloadable' }, { limit: 9 })).certificates[2]?.events).toBe(7);
    await views.close();
  });
});

const damagedAt =
  (stream: string, revision: bigint) =>
  <Seen extends Readonly<{ stream: string; revision: bigint; event: CertificateEvent }>>(seen: Seen): Seen => {
    if (seen.stream !== stream || seen.revision !== revision) return seen;
    const event = {
      type: seen.event.type,
      get data(): never {
        throw new DamagedEventError(seen, 'its data is not JSON');
      },
    };
    return { ...seen, event: event as unknown as CertificateEvent };
  };

describe('a rebuild', () => {
  it.each([
    ['of all views', ['certificate-status', 'lms-replies', 'needs-intervention', 'daily-counts', 'unknown-types']],
    ['of one', ['lms-replies']],
  ] as const)('%s mends rows that are wrong, and loses nothing that comes meanwhile', async (_, names) => {
    const { store, folder, views, projecting } = await ready();
    const live = await viewsIn(folder);
    await catchUp(projecting, { build: 'live', signal });
    const right = await storedRowsIn(folder);
    await spoil(folder);
    expect(await storedRowsIn(folder)).not.toEqual(right);

    await views.beginRebuild(names);
    await catchUp(projecting, { build: 'next', signal });
    // Another process brings the live tables on before this one can end.
    await append(store, 'certificate-7', [addCert(71), rendered(71)]);
    await catchUp(projectingOn(store, live), { build: 'live', signal });
    expect(await views.finishRebuild()).toBe('behind');
    await append(store, 'certificate-8', creation(81));
    expect(await rebuildViews(projecting, names, { signal })).toMatchObject({ outcome: 'finished', resumedAt: 15 });

    await append(store, 'certificate-9', creation(91));
    await catchUp(projectingOn(store, live), { build: 'live', signal });
    expect(await storedRowsIn(folder)).toEqual(foldedRows(await logOf(store)));
    await live.close();
    await views.close();
  });

  it('of some views waits until the others have seen as much', async () => {
    const { store, folder, views, projecting } = await ready();
    await catchUp(projecting, { build: 'live', signal });
    await views.beginRebuild(['lms-replies']);
    await append(store, 'certificate-7', creation(71));
    await catchUp(projecting, { build: 'next', signal });
    expect(await views.finishRebuild()).toBe('ahead');
    expect(await views.standing('live')).toMatchObject({ events: 15 });
    expect(await rebuildViews(projecting, ['lms-replies'], { signal })).toMatchObject({ outcome: 'finished' });
    expect(await storedRowsIn(folder)).toEqual(foldedRows(await logOf(store)));
    await views.close();
  });

  it('refuses another one of other views, and joins one of the same', async () => {
    const { views, projecting } = await ready();
    await catchUp(projecting, { build: 'live', signal });
    await views.beginRebuild(['daily-counts']);
    await expect(views.beginRebuild(['lms-replies'])).rejects.toThrow(RebuildUnderWayError);
    expect((await views.report()).rebuild?.names).toEqual(['daily-counts']);
    expect(await rebuildViews(projecting, ['daily-counts'], { signal })).toMatchObject({ outcome: 'finished' });
    expect((await views.report()).rebuild).toBeNull();
    await views.close();
  });

  it('does not let rows that were read before the exchange be written after it', async () => {
    const { store, folder, views, projecting } = await ready();
    await catchUp(projecting, { build: 'live', signal });
    await spoil(folder);
    const other = await viewsIn(folder);
    const intake = await other.intake('live');
    await rebuildViews(projecting, ['lms-replies', 'certificate-status'], { signal });
    await append(store, 'certificate-5', creation(51));
    const log = await logOf(store);
    intake?.add({ after: log[14]?.position ?? null, observed: log.slice(15) });
    expect(await intake?.commit()).toEqual({ outcome: 'again' });
    await other.close();
    await views.close();
  });
});

/** Rows that no fold has come to. */
const spoil = async (folder: string): Promise<void> => {
  const { meddle } = await import('../adapters/event-store/sqlite/on-disk.ts');
  await meddle(`${folder}/views-1.1.db`, (database) => {
    database.exec("UPDATE lms_replies SET kind = 'failed', posts = 9");
  });
};

describe('the views of a running agent', () => {
  it('are current a moment later, whatever trouble there was with the store, and end when they are told to', async () => {
    const { store, folder, views } = await ready(1);
    let troubles = 2;
    const troubled: Projecting['store'] = {
      ...store,
      follow: (from) => {
        troubles -= 1;
        if (troubles >= 0) throw new EventStoreUnavailableError('the store is down');
        return store.follow(from);
      },
    };
    const stopping = new AbortController();
    const warnings: string[] = [];
    const log = {
      debug: () => {},
      info: () => {},
      error: () => {},
      warn: (message: string) => void warnings.push(message),
    };
    const { stopped } = keepViewsCurrent({
      open: async () => projectingOn(troubled, views),
      onFailure: async () => undefined,
      log,
      signal: stopping.signal,
      backoffMs: 1,
    });
    for (let at = 1; at < 4; at += 1) {
      await append(store, `certificate-${at}`, creation(at * 10 + 1));
      while ((await views.standing('live'))?.events !== (at + 1) * 5) await wait(2);
    }
    stopping.abort();
    await stopped;
    expect(warnings).toHaveLength(2);
    expect(await storedRowsIn(folder)).toEqual(foldedRows(await logOf(store)));
    await views.close();
  });

  it('finds out that the history is another one, and has not come so far', async () => {
    const { views, projecting, words } = await ready(3);
    await catchUp(projecting, { build: 'live', signal });
    const other = createHistory(createMemoryEventStore());
    await append(other, 'certificate-other', creation(501));
    const stopping = new AbortController();
    const { stopped } = keepViewsCurrent({
      open: async () => projectingOn(other, views, words),
      onFailure: async () => undefined,
      log: { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined },
      signal: stopping.signal,
      backoffMs: 1,
    });
    await vi.waitFor(async () => expect((await views.standing('live'))?.events).toBe(5), 10_000);
    stopping.abort();
    await stopped;
    expect(words.anotherLog).toBe(1);
    await views.close();
  });
});
