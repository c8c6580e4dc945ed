import { describe, expect, it } from 'vitest';
import { countThen, isoTimeOf } from '../../src/cli/time-travel.ts';
import { recordsOf } from '../app/doctored-store.ts';
import { creation } from '../machines/samples.ts';

/** Five events, one a minute from ten o'clock on. */
const history = () => recordsOf({ 'certificate-a': creation(1) });

describe('what had happened', () => {
  it.each([
    [0, 1],
    [3, 4],
    [4, 5],
    [99, 5],
  ])('behind event %d are %d events', async (until, count) => {
    expect(countThen(await history(), { until })).toBe(count);
  });

  it.each([
    ['2026-05-01T09:59:59Z', 0],
    ['2026-05-01T10:00:00Z', 1],
    ['2026-05-01T10:02:59.999Z', 3],
    ['2026-05-01T12:03:00+02:00', 4],
    ['2026-04-30', 0],
    ['2026-05-02', 5],
  ])('at %s are %d events', async (at, count) => {
    expect(countThen(await history(), { at: isoTimeOf(at) })).toBe(count);
  });

  it('by now is everything', async () => expect(countThen(await history(), {})).toBe(5));

  it('at a time ends before the first that was stored later, whatever the clocks of the agents behind it say', async () => {
    const events = await history();
    const [, second] = events;
    if (second) second.metadata = { ...second.metadata, time: '2026-05-01T11:00:00.000Z' };
    expect(countThen(events, { at: '2026-05-01T10:30:00Z' })).toBe(1);
  });
});

describe('a time', () => {
  it.each(['yesterday', '2026-05-01T10:00:00', '2026-13-01', '10:00', '1.5.2026', '2026-05-01 10:00Z', ''])(
    'is not written like this: "%s"',
    (text) => expect(() => isoTimeOf(text)).toThrow('a time is written like 2026-05-01T10:00:00Z'),
  );
});
