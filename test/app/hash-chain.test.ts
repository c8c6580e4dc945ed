import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chained, verifyChain, verifyLink } from '../../src/app/hash-chain.ts';
import { DamagedEventError, type Metadata, type Recorded, type StorableEvent } from '../../src/ports/event-store.ts';
import { creation, delCert, deleted, replied } from '../machines/samples.ts';
import { type Doctored, recordsOf } from './doctored-store.ts';

const stream = 'certificate-a';
const history = (): Promise<Doctored[]> =>
  recordsOf({ [stream]: [...creation(1), delCert(2), deleted(2, 1), replied(2)] });

const metadata: Omit<Metadata, 'hash'> = {
  $correlationId: 's',
  $causationId: 'c',
  machine: { id: 'm', version: '1', fingerprint: 'f' },
  reached: 'r',
  agent: 'a',
  time: '2026-05-01T10:00:00.000Z',
  schema: 1,
};
const placed = (event: StorableEvent, revision = 0n, previous: string | null = null): Recorded<StorableEvent> => ({
  ...chained(event, metadata, { stream, revision, previous }),
  stream,
  revision,
  position: '1',
});

describe('an event’s hash', () => {
  it('is what anybody gets who writes the event down in the canonical form', () => {
    const { metadata: hashed } = placed({ type: 'said', data: { word: 'é', n: 1 } }, 3n, 'ab');
    const text =
      '{"data":{"n":1,"word":"é"},"metadata":{"$causationId":"c","$correlationId":"s","agent":"a",' +
      '"machine":{"fingerprint":"f","id":"m","version":"1"},"reached":"r","schema":1,"time":"2026-05-01T10:00:00.000Z"},' +
      `"previous":"ab","revision":3,"stream":"${stream}","type":"said"}`;
    expect(hashed.hash).toBe(createHash('sha256').update(text, 'utf8').digest('hex'));
  });

  it('does not depend on the order in which a store hands out the names', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (data) => {
        const backwards = Object.fromEntries(Object.entries(data).reverse());
        expect(placed({ type: 't', data }).metadata.hash).toBe(placed({ type: 't', data: backwards }).metadata.hash);
      }),
    );
  });

  it('is the same after the event was through JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (data) => {
        const recorded = placed({ type: 't', data });
        const { event } = JSON.parse(JSON.stringify({ event: recorded.event }));
        expect(() => verifyLink({ ...recorded, event }, null)).not.toThrow();
      }),
    );
  });
});

describe('a chain', () => {
  it('that was written by the corridor holds', async () => {
    const events = await history();
    expect(events.length).toBe(8);
    expect(() => verifyChain(events)).not.toThrow();
    expect(new Set(events.map(({ id }) => id)).size).toBe(8);
  });

  it('that is empty holds', () => expect(() => verifyChain([])).not.toThrow());

  it('shows any character of anything that is another one, and where', async () => {
    const original = await history();
    const text = original.map((recorded) =>
      JSON.stringify(recorded, (_, v) => (typeof v === 'bigint' ? Number(v) : v)),
    );
    let changes = 0;
    for (const [at, line] of text.entries()) {
      for (let character = 0; character < line.length; character += 7) {
        const changed = changedAt(line, character);
        if (changed === null) continue;
        changes += 1;
        const lied = original.map((recorded, place) => (place === at ? changed : recorded));
        expect(() => verifyChain(lied), `${at}: ${line.slice(character - 20, character + 5)}`).toThrow(
          DamagedEventError,
        );
      }
    }
    expect(changes).toBeGreaterThan(300);
  });

  it.each([
    ['is missing in the middle', (events: Doctored[]) => void events.splice(2, 1), 3],
    ['is missing at the beginning', (events: Doctored[]) => void events.shift(), 1],
    ['stands there twice', (events: Doctored[]) => void events.splice(3, 0, ...events.slice(2, 3)), 2],
    [
      'has changed places with the next',
      (events: Doctored[]) => void events.splice(2, 2, ...events.slice(2, 4).reverse()),
      3,
    ],
    [
      'is of another stream',
      (events: Doctored[]) => void Object.assign(events[1] ?? {}, { stream: 'certificate-b' }),
      1,
    ],
    ['has another one’s id', (events: Doctored[]) => void Object.assign(events[4] ?? {}, { id: events[3]?.id }), 4],
    ['has another one’s hash', (events: Doctored[]) => rehash(events, 4, events[3]?.metadata.hash ?? ''), 4],
    ['has no hash', (events: Doctored[]) => rehash(events, 4, undefined as unknown as string), 4],
  ])('shows that an event %s', async (_, lie, revision) => {
    const events = await history();
    lie(events);
    expect(() => verifyChain(events)).toThrow(
      expect.objectContaining({ code: 'event-store-corrupt', revision: BigInt(revision) }),
    );
  });

  it('shows an event that was made well, and put behind another one than it was made for', async () => {
    const events = await history();
    const forged = placed({ type: 'certificate.deleted', data: {} }, 1n, 'f'.repeat(64));
    expect(() => verifyChain([...events.slice(0, 1), forged])).toThrow(/revision 1/);
  });

  it('cannot show that its last events are missing', async () => {
    expect(() => verifyChain([])).not.toThrow();
    const events = await history();
    expect(() => verifyChain(events.slice(0, 5))).not.toThrow();
  });

  it.each([
    ['a number that is too large to be one', JSON.parse('{"n": 1e999}')],
    ['a nesting without end', JSON.parse(`${'['.repeat(20_000)}${']'.repeat(20_000)}`)],
  ])('meets %s with a clear word', async (_, data) => {
    const [first] = await history();
    if (!first) throw new Error('there is a history');
    const lied = { ...first, event: { type: first.event.type, data } };
    expect(() => verifyChain([lied])).toThrow('it holds what no event can hold');
  });
});

const rehash = (events: Doctored[], at: number, hash: string): void => {
  const recorded = events[at];
  if (recorded) recorded.metadata = { ...recorded.metadata, hash };
};

/** The event with one character of its JSON changed; null when that is no JSON any more, or means the same. */
const changedAt = (line: string, at: number): Recorded<StorableEvent> | null => {
  const before = line[at] ?? '';
  const after = /\d/.test(before) ? String((Number(before) + 1) % 10) : before === 'x' ? 'y' : 'x';
  const changed = `${line.slice(0, at)}${after}${line.slice(at + 1)}`;
  try {
    const [told, lied] = [JSON.parse(line), JSON.parse(changed)] as [Recorded<StorableEvent>, Recorded<StorableEvent>];
    // The names of a record's parts are no store's to change, and a position is its own affair.
    const isOfTheStore = Object.keys(told).join() !== Object.keys(lied).join() || told.position !== lied.position;
    return isOfTheStore ? null : { ...lied, revision: BigInt(lied.revision) };
  } catch {
    return null;
  }
};
