import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type ExpectedRevision, RevisionConflictError } from '../../../../src/ports/event-store.ts';
import { word } from '../../../contracts/event-store.contract.ts';
import { freshPath, openStore } from './on-disk.ts';

type Wish = Readonly<{ stream: string; expected: ExpectedRevision; count: number }>;

const wish: fc.Arbitrary<Wish> = fc.record({
  stream: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h').map((name) => `stream-${name}`),
  expected: fc.constantFrom<ExpectedRevision[]>('no-stream', 'no-stream', 'no-stream', 0n, 1n, 2n),
  // Single events are written together, others one by one.
  count: fc.constantFrom(1, 1, 1, 1, 1, 2),
});

const firstOf = ({ expected }: Wish): number => (expected === 'no-stream' ? 0 : Number(expected) + 1);

it('of appends that come at once, those that succeed stand where they say, and of the others nothing does', async () => {
  const groups = fc.array(fc.array(wish, { minLength: 1, maxLength: 90 }), { minLength: 1, maxLength: 3 });
  await fc.assert(
    fc.asyncProperty(groups, async (given) => {
      const store = await openStore(freshPath());
      const taken = new Map<string, string>();
      for (const [round, group] of given.entries()) {
        const wordOf = (at: number, event: number) => `${round}-${at}-${event}`;
        const append = ({ stream, expected, count }: Wish, at: number): Promise<bigint> => {
          const more = Array.from({ length: count - 1 }, (_, event) => word(wordOf(at, event + 1)));
          return store.append(stream, expected, [word(wordOf(at, 0)), ...more]);
        };
        const outcomes = await Promise.allSettled(group.map(append));
        for (const [at, outcome] of outcomes.entries()) {
          const one = group[at] as Wish;
          if (outcome.status === 'rejected') expect(outcome.reason).toBeInstanceOf(RevisionConflictError);
          else {
            expect(Number(outcome.value)).toBe(firstOf(one) + one.count - 1);
            for (let event = 0; event < one.count; event += 1) {
              const place = `${one.stream} ${firstOf(one) + event}`;
              expect(taken.has(place)).toBe(false);
              taken.set(place, wordOf(at, event));
            }
          }
        }
      }
      const stored = new Map<string, string>();
      for await (const { stream, revision, event } of store.readAll())
        stored.set(`${stream} ${revision}`, event.data.word);
      expect(stored).toEqual(taken);
      await store.close();
    }),
    { numRuns: 60, seed: 7 },
  );
});

it('a group may hold the same append twice: it is stored once, and both hear where', async () => {
  const store = await openStore(freshPath());
  const events = [word('once')] as const;
  const others = Array.from({ length: 20 }, (_, at) => store.append(`other-${at}`, 'no-stream', [word('other')]));
  const twice = [store.append('a', 'no-stream', events), store.append('a', 'no-stream', events)];
  expect(await Promise.all(twice)).toEqual([0n, 0n]);
  expect(await Promise.all(others)).toHaveLength(20);
  expect(await store.read('a')).toHaveLength(1);
  await store.close();
});
