import fc from 'fast-check';
import { v5 as uuidV5 } from 'uuid';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type EventStore,
  EventStoreUnavailableError,
  type ExpectedRevision,
  type NewEvent,
  type Observed,
  type Recorded,
  RevisionConflictError,
  type StorableEvent,
} from '../../src/ports/event-store.ts';

/** The stores do not care what an event says; these say a word. */
export type Word = Readonly<{ type: 'word'; data: Readonly<{ word: string }> }>;

const namespace = '0d0f6c0e-6f7e-4a59-9d2c-3b9a3f1c7a55';

/** The id of an event of the contract: servers take nothing but UUIDs. */
const idOf = (id: string): string => uuidV5(id, namespace);

/** An event of the contract. Two with one id are the same event, sent again. */
export const word = (id: string, text = id): NewEvent<Word> => ({
  id: idOf(id),
  event: { type: 'word', data: { word: text } },
  metadata: {
    $correlationId: `submission of ${id}`,
    $causationId: `cause of ${id}`,
    machine: { id: 'words', version: '1', fingerprint: '0123456789abcdef' },
    reached: 'spoken',
    agent: 'a-process',
    time: '2026-05-01T10:00:00.000Z',
    schema: 1,
    hash: '0'.repeat(64),
  },
});

export const everything = async <Event extends StorableEvent>(
  store: EventStore<Event>,
  from?: Readonly<{ after?: string }>,
): Promise<Recorded<Event>[]> => {
  const all: Recorded<Event>[] = [];
  for await (const recorded of store.readAll(from)) all.push(recorded);
  return all;
};

/** Every page that there is. */
export const pagesOf = async <Event extends StorableEvent>(
  store: EventStore<Event>,
  from?: Readonly<{ after?: string }>,
): Promise<(readonly Observed<Event>[])[]> => {
  const pages: (readonly Observed<Event>[])[] = [];
  for await (const page of store.readPages(from)) pages.push(page);
  return pages;
};

/** What a view sees of a record. */
const observedOf = ({ stream, revision, position, event, metadata }: Recorded<Word>) => ({
  stream,
  revision,
  position,
  type: event.type,
  data: event.data,
  metadata: {
    $correlationId: metadata.$correlationId,
    reached: metadata.reached,
    time: metadata.time,
    schema: metadata.schema,
  },
});

/** What was said, which is the short form of the id where nothing else was given. */
const words = (recorded: readonly Observed<Word>[]): string[] => recorded.map(({ event }) => event.data.word);

/** Events of one stream that is read in more than a page; one append of them all would be too large for a server. */
const appendMany = async (store: EventStore<Word>, stream: string, count: number): Promise<void> => {
  for (let at = 0; at < count; at += 500) {
    const [first, ...rest] = Array.from({ length: Math.min(500, count - at) }, (_, index) => word(`${at + index}`));
    if (first) await store.append(stream, at === 0 ? 'no-stream' : BigInt(at - 1), [first, ...rest]);
  }
};

/** What every event store promises. @param create opens a new, empty store. */
export const eventStoreContract = (name: string, create: () => Promise<EventStore<Word>>): void => {
  describe(`${name} as an event store`, () => {
    let store: EventStore<Word>;
    beforeEach(async () => {
      store = await create();
    });
    afterEach(() => store.close());

    describe('appending', () => {
      it('gives back what was stored, with its place', async () => {
        await store.append('a', 'no-stream', [word('1'), word('2')]);
        const [first, second] = await store.read('a');
        expect(first).toEqual({ ...word('1'), stream: 'a', revision: 0n, position: first?.position });
        expect(second).toEqual({ ...word('2'), stream: 'a', revision: 1n, position: second?.position });
      });

      it('answers with the revision of the last event', async () => {
        expect(await store.append('a', 'no-stream', [word('1'), word('2')])).toBe(1n);
        expect(await store.append('a', 1n, [word('3')])).toBe(2n);
      });

      it('counts each stream on its own', async () => {
        await store.append('a', 'no-stream', [word('1'), word('2')]);
        expect(await store.append('b', 'no-stream', [word('3')])).toBe(0n);
      });

      it.each<[string, ExpectedRevision]>([
        ['a new stream where there is one', 'no-stream'],
        ['an earlier revision', 0n],
        ['a later revision', 2n],
      ])('refuses a writer that expects %s, and stores nothing', async (_, expected) => {
        await store.append('a', 'no-stream', [word('1'), word('2')]);
        await expect(store.append('a', expected, [word('3'), word('4')])).rejects.toThrow(RevisionConflictError);
        expect(words(await store.read('a'))).toEqual(['1', '2']);
      });

      it('refuses a writer that expects a revision of a stream that does not exist', async () => {
        await expect(store.append('a', 0n, [word('1')])).rejects.toThrow(RevisionConflictError);
        expect(await store.read('a')).toEqual([]);
      });

      it('lets one of two writers win that come at the same time', async () => {
        const writers = ['1', '2', '3'].map((id) => store.append('a', 'no-stream', [word(id)]));
        const outcomes = await Promise.allSettled(writers);
        expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected', 'rejected']);
        expect(await store.read('a')).toHaveLength(1);
      });

      it('stores what comes at the same time for different streams', async () => {
        const names = Array.from({ length: 50 }, (_, at) => `s${at}`);
        await Promise.all(names.map((stream) => store.append(stream, 'no-stream', [word(`in ${stream}`)])));
        expect(words(await everything(store)).sort()).toEqual(names.map((stream) => `in ${stream}`).sort());
      });

      it('stores nothing of an append that has an event too large', async () => {
        const large = word('2', 'x'.repeat(300_000));
        await expect(store.append('a', 'no-stream', [word('1'), large])).rejects.toThrow(RangeError);
        expect(await store.read('a')).toEqual([]);
        expect(await store.append('a', 'no-stream', [word('3')])).toBe(0n);
      });

      it('keeps every text as it is', async () => {
        const texts = [
          '',
          '\0',
          "'; DROP TABLE events; --",
          '\u{1f393} \u0645\u0631\u062d\u0628\u0627',
          '\ud800',
          '__proto__',
        ];
        const [first = word('x'), ...rest] = texts.map((text, at) => word(`${at}`, text));
        await store.append('a', 'no-stream', [first, ...rest]);
        expect((await store.read('a')).map(({ event }) => event.data.word)).toEqual(texts);
      });
    });

    describe('repeating an append', () => {
      it('answers as the first time and writes nothing', async () => {
        await store.append('a', 'no-stream', [word('1'), word('2')]);
        expect(await store.append('a', 'no-stream', [word('1'), word('2')])).toBe(1n);
        expect(await store.read('a')).toHaveLength(2);
      });

      it('is recognised when others have written since, with the revision of its own last event', async () => {
        await store.append('a', 'no-stream', [word('1')]);
        await store.append('a', 0n, [word('2')]);
        await store.append('a', 1n, [word('3'), word('4')]);
        expect(await store.append('a', 0n, [word('2')])).toBe(1n);
        expect(await store.read('a')).toHaveLength(4);
      });

      it('is recognised when both come at the same time', async () => {
        const twice = [store.append('a', 'no-stream', [word('1')]), store.append('a', 'no-stream', [word('1')])];
        expect(await Promise.all(twice)).toEqual([0n, 0n]);
        expect(await store.read('a')).toHaveLength(1);
      });

      it('is a conflict when the first event is another', async () => {
        await store.append('a', 'no-stream', [word('1'), word('2')]);
        await expect(store.append('a', 'no-stream', [word('x'), word('2')])).rejects.toThrow(RevisionConflictError);
      });

      it('is a conflict when a later event is another', async () => {
        await store.append('a', 'no-stream', [word('1'), word('2')]);
        await expect(store.append('a', 'no-stream', [word('1'), word('x')])).rejects.toThrow(RevisionConflictError);
      });

      it('is a conflict when only its beginning is stored', async () => {
        await store.append('a', 'no-stream', [word('1')]);
        await expect(store.append('a', 'no-stream', [word('1'), word('2')])).rejects.toThrow(RevisionConflictError);
        expect(await store.read('a')).toHaveLength(1);
      });

      it('is none when the writer expects the head: then the same is said twice', async () => {
        await store.append('a', 'no-stream', [word('1'), word('2')]);
        expect(await store.append('a', 1n, [word('1')])).toBe(2n);
      });

      it('is not recognised in another stream', async () => {
        await store.append('a', 'no-stream', [word('1')]);
        await store.append('b', 'no-stream', [word('2')]);
        await expect(store.append('b', 'no-stream', [word('1')])).rejects.toThrow(RevisionConflictError);
      });
    });

    describe('reading', () => {
      it('finds nothing in a stream that does not exist', async () => {
        expect(await store.read('a')).toEqual([]);
        expect(await everything(store)).toEqual([]);
      });

      it('goes through everything in the order of storing', async () => {
        await store.append('a', 'no-stream', [word('1')]);
        await store.append('b', 'no-stream', [word('2'), word('3')]);
        await store.append('a', 0n, [word('4')]);
        expect(words(await everything(store))).toEqual(['1', '2', '3', '4']);
      });

      it('goes on behind any position', async () => {
        await store.append('a', 'no-stream', [word('1'), word('2')]);
        await store.append('b', 'no-stream', [word('3')]);
        const all = await everything(store);
        for (const [at, { position }] of all.entries()) {
          expect(await everything(store, { after: position })).toEqual(all.slice(at + 1));
        }
      });

      it('goes through more than a page', async () => {
        const count = 2_500;
        await appendMany(store, 'a', count);
        const all = await everything(store);
        expect(all.map(({ revision }) => revision)).toEqual(Array.from({ length: count }, (_, at) => BigInt(at)));
      });

      it('lets others write while somebody reads', async () => {
        await appendMany(store, 'a', 1_500);
        let seen = 0;
        for await (const { stream } of store.readAll()) {
          if (stream === 'a') seen += 1;
          if (seen === 1) await store.append('b', 'no-stream', [word('late')]);
        }
        expect(seen).toBe(1_500);
        expect(await store.read('b')).toHaveLength(1);
      });

      it.each(['', '0', '-1', '1.5', ' 1', '1e3', 'x', '9'.repeat(40)])(
        'does not take "%s" for a position',
        async (after) => {
          await expect(everything(store, { after })).rejects.toThrow(RangeError);
        },
      );

      it('cannot be used to change history', async () => {
        const original = { ...word('1'), event: { type: 'word' as const, data: { word: 'said' } } };
        await store.append('a', 'no-stream', [original]);
        original.event.data.word = 'changed by the writer';
        const [recorded] = await store.read('a');
        Reflect.set(recorded?.event.data ?? {}, 'word', 'changed by a reader');
        expect((await store.read('a'))[0]?.event.data.word).toBe('said');
      });
    });

    describe('reading in pages', () => {
      it('shows a view the same events in the same order, and no empty page', async () => {
        await appendMany(store, 'a', 2_300);
        await store.append('b', 'no-stream', [word('last')]);
        const pages = await pagesOf(store);
        expect(pages.map(({ length }) => length)).not.toContain(0);
        const seen = pages.flat().map(({ event, ...rest }) => ({ ...rest, type: event.type, data: event.data }));
        const all = await everything(store);
        expect(seen.map(({ position }) => position)).toEqual(all.map(({ position }) => position));
        for (const at of [0, 1, 999, 1_000, 2_300]) {
          const recorded = all[at];
          if (!recorded) throw new Error(`nothing at ${at}`);
          const { metadata, ...place } = observedOf(recorded);
          expect(seen[at]).toMatchObject(place);
          expect(seen[at]?.metadata).toMatchObject(metadata);
        }
      });

      it('goes on behind any position, and has no page when nothing is there', async () => {
        expect(await pagesOf(store)).toEqual([]);
        await store.append('a', 'no-stream', [word('1'), word('2'), word('3')]);
        const all = await everything(store);
        for (const [at, { position }] of all.entries()) {
          const behind = (await pagesOf(store, { after: position })).flat();
          expect(behind.map((observed) => observed.position)).toEqual(all.slice(at + 1).map((each) => each.position));
        }
      });
    });

    describe('the head', () => {
      it('is none in an empty store, then the last event’s position', async () => {
        expect(await store.head()).toBeNull();
        await store.append('a', 'no-stream', [word('1')]);
        await store.append('b', 'no-stream', [word('2'), word('3')]);
        expect(await store.head()).toBe((await everything(store)).at(-1)?.position);
      });

      it('begins with a number that grows', async () => {
        const numbers: number[] = [];
        for (const [at, id] of ['1', '2', '3'].entries()) {
          await store.append('a', at === 0 ? 'no-stream' : BigInt(at - 1), [word(id)]);
          numbers.push(Number.parseInt((await store.head()) ?? '', 10));
        }
        const [first = 0, second = 0, third = 0] = numbers;
        expect(second).toBeGreaterThan(first);
        expect(third).toBeGreaterThan(second);
      });
    });

    describe('following', () => {
      it('hands out what is there, then what is stored later, once each and in order', async () => {
        const stop = new AbortController();
        await appendMany(store, 'a', 1_200);
        const seen: string[] = [];
        let late = 0;
        for await (const { observed, isLive } of store.follow({ signal: stop.signal })) {
          seen.push(...observed.map(({ stream, revision }) => `${stream}${revision}`));
          if (isLive && late < 3) {
            await store.append('b', late === 0 ? 'no-stream' : BigInt(late - 1), [word(`late ${late}`)]);
            late += 1;
          }
          if (seen.length === 1_203) stop.abort();
        }
        const expected = [...Array.from({ length: 1_200 }, (_, at) => `a${at}`), 'b0', 'b1', 'b2'];
        expect(seen).toEqual(expected);
      });

      it('begins behind a position', async () => {
        await store.append('a', 'no-stream', [word('1'), word('2'), word('3')]);
        const [, second] = await everything(store);
        const stop = new AbortController();
        const seen: bigint[] = [];
        for await (const { observed, isLive } of store.follow({ after: second?.position ?? '', signal: stop.signal })) {
          seen.push(...observed.map(({ revision }) => revision));
          if (isLive) stop.abort();
        }
        expect(seen).toEqual([2n]);
      });

      it('ends when it is told to, also while nothing happens', async () => {
        const stop = new AbortController();
        let pages = 0;
        const followed = (async () => {
          for await (const { isLive } of store.follow({ signal: stop.signal })) {
            pages += 1;
            if (isLive) setTimeout(() => stop.abort(), 20);
          }
        })();
        await followed;
        expect(pages).toBeGreaterThan(0);
      });
    });

    it('has nothing wrong below its events', async () => {
      await store.append('a', 'no-stream', [word('1')]);
      expect(await store.verify()).toEqual([]);
    });

    it('does not answer when it is closed', async () => {
      await store.close();
      await store.close();
      await expect(store.read('a')).rejects.toThrow(EventStoreUnavailableError);
      await expect(store.append('a', 'no-stream', [word('1')])).rejects.toThrow(EventStoreUnavailableError);
      await expect(everything(store)).rejects.toThrow(EventStoreUnavailableError);
      await expect(pagesOf(store)).rejects.toThrow(EventStoreUnavailableError);
      await expect(store.head()).rejects.toThrow(EventStoreUnavailableError);
    });

    it('stores what was appended before it was closed', async () => {
      const appended = store.append('a', 'no-stream', [word('1')]);
      await store.close();
      expect(await appended).toBe(0n);
    });

    it('does the same as its model, whatever is appended', async () => {
      await fc.assert(
        fc.asyncProperty(appends, async (given) => {
          const own = await create();
          try {
            await behavesLikeModel(own, given);
          } finally {
            await own.close();
          }
        }),
        { numRuns: 60 },
      );
    });
  });
};

type Attempt = Readonly<{ stream: string; behind: number; ids: readonly [string, ...string[]] }>;

/** Few streams, few ids and revisions around the end, so that repetitions and conflicts are frequent. */
const appends: fc.Arbitrary<Attempt[]> = fc.array(
  fc.record({
    stream: fc.constantFrom('a', 'b'),
    behind: fc.integer({ min: -1, max: 3 }),
    ids: fc
      .array(fc.constantFrom('1', '2', '3'), { minLength: 1, maxLength: 3 })
      .map((drawn) => drawn as [string, ...string[]]),
  }),
  { maxLength: 20 },
);

/** The rule in its plainest form: lists of ids. @returns the last revision, or null for a conflict. */
const appendToModel = (model: Map<string, string[]>, { stream, behind, ids: sent }: Attempt): bigint | null => {
  const stored = model.get(stream) ?? [];
  if (behind === stored.length - 1) model.set(stream, [...stored, ...sent]);
  else if (JSON.stringify(stored.slice(behind + 1, behind + 1 + sent.length)) !== JSON.stringify(sent)) return null;
  return BigInt(behind + sent.length);
};

const behavesLikeModel = async (store: EventStore<Word>, given: readonly Attempt[]): Promise<void> => {
  const model = new Map<string, string[]>();
  for (const attempt of given) {
    const { stream, behind, ids: sent } = attempt;
    const [first, ...rest] = sent;
    const expected = behind === -1 ? 'no-stream' : BigInt(behind);
    const outcome = await store
      .append(stream, expected, [word(first), ...rest.map((id) => word(id))])
      .catch((error) => {
        if (error instanceof RevisionConflictError) return null;
        throw error;
      });
    expect(outcome).toBe(appendToModel(model, attempt));
  }
  for (const stream of ['a', 'b']) {
    const stored = await store.read(stream);
    expect(words(stored)).toEqual(model.get(stream) ?? []);
    expect(stored.map(({ revision }) => revision)).toEqual(stored.map((_, at) => BigInt(at)));
  }
};
