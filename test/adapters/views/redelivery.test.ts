import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CertificateEvent } from '../../../machines/certificate.events.ts';
import type { Seen } from '../../../projections/view.ts';
import type { Views } from '../../../src/ports/views.ts';
import {
  addCert,
  assumed,
  created,
  creation,
  delCert,
  deleted,
  failed,
  refused,
  regenCert,
  removed,
  rendered,
  replied,
  signed,
} from '../../machines/samples.ts';
import { asLog, observed } from '../../projections/observed.ts';
import { freshFolder, viewsIn } from './in-folder.ts';
import { foldedRows, storedRowsIn } from './rows.ts';

/** What can become of a certificate; the submissions of each have numbers of their own. */
const stories: readonly ((n: number) => readonly CertificateEvent[])[] = [
  (n) => creation(n),
  (n) => [addCert(n), failed(n), replied(n), replied(n, 1), replied(n, 2)],
  (n) => [addCert(n), rendered(n)],
  (n) => [
    ...creation(n),
    regenCert(n + 1),
    rendered(n + 1),
    signed(n + 1),
    created(n + 1),
    removed(n + 1, n),
    replied(n + 1),
  ],
  (n) => [addCert(n), failed(n), addCert(n + 1), failed(n + 1), replied(n + 1), replied(n), replied(n, 1)],
  (n) => [
    ...creation(n),
    delCert(n + 1),
    deleted(n + 1, n),
    replied(n + 1),
    assumed(n + 2, 'unavailable'),
    addCert(n + 2),
  ],
  (n) => [refused(n), replied(n)],
];

/** A log in which streams are told of at once: each choice lets one of them go on. */
const logOf = (chosen: readonly number[], order: readonly number[], positionAt?: (at: number) => string): Seen[] => {
  const streams = chosen.map((story, at) => observed((stories[story] ?? creation)(1 + at * 10), `certificate-${at}`));
  const log: Seen[] = [];
  for (const turn of order) {
    const left = streams.filter(({ length }) => length > 0);
    const next = left[turn % Math.max(1, left.length)]?.shift();
    if (next) log.push(next);
  }
  return asLog([...log, ...streams.flat()], positionAt);
};

/** A part of the log that comes in once more, and who takes it on: from so many events before the checkpoint. */
const deliveries = fc.array(
  fc.record({
    back: fc.integer({ min: -2, max: 15 }),
    length: fc.integer({ min: 1, max: 20 }),
    projector: fc.integer({ min: 0, max: 1 }),
    commits: fc.boolean(),
  }),
  { maxLength: 30 },
);

const seenBy = async (views: Views, log: readonly Seen[]): Promise<number> => {
  const standing = await views.standing('live');
  return log.findIndex(({ position }) => position === standing?.checkpoint) + 1;
};

const takeOn = async (views: Views, log: readonly Seen[], from: number, to: number): Promise<string> => {
  const intake = await views.intake('live');
  const added = intake?.add({ after: log[from - 1]?.position ?? null, observed: log.slice(from, to) });
  if (added !== 'added') return String(added);
  return (await intake?.commit())?.outcome ?? 'gone';
};

describe('the tables are what the pure folds come to', () => {
  const chosen = fc.array(fc.integer({ min: 0, max: stories.length - 1 }), { minLength: 1, maxLength: 6 });
  const order = fc.array(fc.nat({ max: 20 }), { maxLength: 60 });
  const positions = fc.constantFrom(undefined, (at: number) => `${at * 97 + 900}/${at * 97 + 900}`);

  it('whatever the parts in which the log comes, how often, and to which of two projectors', async () => {
    await fc.assert(
      fc.asyncProperty(chosen, order, positions, deliveries, async (chosen, order, positionAt, deliveries) => {
        const log = logOf(chosen, order, positionAt);
        const folder = freshFolder();
        const projectors = [await viewsIn(folder), await viewsIn(folder)];
        for (const { back, length, projector, commits } of deliveries) {
          const views = projectors[projector] as Views;
          const begin = Math.max(0, (await seenBy(views, log)) - back);
          const intake = await views.intake('live');
          intake?.add({ after: log[begin - 1]?.position ?? null, observed: log.slice(begin, begin + length) });
          // One that is not committed is a process that was killed.
          if (commits) await intake?.commit();
        }
        // At last one of them reads on from where it is.
        const next = await seenBy(projectors[0] as Views, log);
        if (next < log.length) expect(await takeOn(projectors[0] as Views, log, next, log.length)).toBe('taken');

        expect(await storedRowsIn(folder)).toEqual(foldedRows(log));
        for (const views of projectors) await views.close();
      }),
      { numRuns: 40 },
    );
  });
});

describe('a part of the log', () => {
  const log = logOf([0, 1, 3], []);

  it('is refused when events before it are missing', async () => {
    const views = await viewsIn(null);
    expect(await takeOn(views, log, 2, 5)).toBe('gap');
    expect(await takeOn(views, log, 0, 3)).toBe('taken');
    expect(await takeOn(views, log, 4, 5)).toBe('gap');
    await views.close();
  });

  it('is refused when it is of another log', async () => {
    const views = await viewsIn(null);
    await takeOn(views, log, 0, 5);
    const other = log.map((seen) => ({ ...seen, stream: `${seen.stream}-of-another-log` }));
    expect(await takeOn(views, other, 3, 8)).toBe('another-log');
    const longer = log.map((seen, at) => ({ ...seen, position: String(at * 2 + 2) }));
    expect(await takeOn(views, longer, 0, 8)).toBe('another-log');
    expect((await views.standing('live'))?.events).toBe(5);
    await views.close();
  });

  it('is not stored when another process was faster', async () => {
    const folder = freshFolder();
    const [slow, fast] = [await viewsIn(folder), await viewsIn(folder)];
    const intake = await slow.intake('live');
    expect(intake?.add({ after: null, observed: log })).toBe('added');
    expect(await takeOn(fast, log, 0, 3)).toBe('taken');
    expect(await intake?.commit()).toEqual({ outcome: 'again' });
    expect(await takeOn(slow, log, 3, log.length)).toBe('taken');
    expect(await storedRowsIn(folder)).toEqual(foldedRows(log));
    await slow.close();
    await fast.close();
  });
});
