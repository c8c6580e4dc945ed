import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { chained } from '../../src/app/hash-chain.ts';
import { type Lie, type Noted, type Verification, verifyLog } from '../../src/app/verify-log.ts';
import { CorruptEventStoreError, type Recorded, type StorableEvent } from '../../src/ports/event-store.ts';
import { addCert, creation, delCert, deleted, failed, regenCert, rendered, replied } from '../machines/samples.ts';
import { type Doctored, doctoredStore, recordsOf } from './doctored-store.ts';

/** Three certificates; the second one's story goes on after the third one's began. */
const log = (): Promise<Doctored[]> =>
  recordsOf({
    'certificate-b': [...creation(1), delCert(2), deleted(2, 1), replied(2)],
    'certificate-a': creation(3),
    'certificate-c': [addCert(4), failed(4), replied(4)],
  });

const verified = async (
  records: readonly Recorded<StorableEvent>[],
  given: Partial<Verification> & { findings?: readonly string[] } = {},
) => {
  const lies: Lie[] = [];
  const lines: string[] = [];
  const result = await verifyLog(doctoredStore(records, given.findings), {
    expected: null,
    onLie: (lie) => lies.push(lie) > 0,
    onProgress: () => undefined,
    onLine: async (line) => void lines.push(line),
    ...given,
  });
  return { ...result, told: lies, lines };
};

const indexOf = (records: readonly Doctored[], stream: string, revision: bigint): number =>
  records.findIndex((one) => one.stream === stream && one.revision === revision);

describe('a log that is what was written', () => {
  it('has no lies, and a digest that anybody can make of its streams’ last hashes', async () => {
    const records = await log();
    const { told, lies, streams, events, digest, position, lines } = await verified(records);
    expect(told).toEqual([]);
    expect({ lies, streams, events, position }).toEqual({ lies: 0, streams: 3, events: 16, position: '16' });
    const last = (stream: string) => records.filter((one) => one.stream === stream).at(-1);
    const heads = ['a', 'b', 'c'].map((name) => last(`certificate-${name}`));
    expect(lines).toEqual(heads.map((one) => `${one?.stream} ${one?.revision} ${one?.metadata.hash}\n`));
    expect(digest).toBe(createHash('sha256').update(lines.join('')).digest('hex'));
  });

  it('has the same digest in whatever order its streams were stored', async () => {
    const records = await log();
    const sorted = [...records].sort((a, b) => (a.stream < b.stream ? -1 : 1));
    const stored = sorted.map((recorded, at) => ({ ...recorded, position: String(at + 1) }));
    expect((await verified(stored)).digest).toBe((await verified(records)).digest);
  });

  it('is verified up to where it ended at the beginning; what comes meanwhile is not in the digest', async () => {
    const records = await log();
    const before = records.slice(0, 8);
    const store = { ...doctoredStore(records), head: async () => '8' };
    const result = await verifyLog(store, {
      expected: null,
      onLie: () => true,
      onProgress: () => undefined,
      onLine: async () => undefined,
    });
    const { digest, streams, events } = await verified(before);
    expect(result).toMatchObject({ lies: 0, digest, streams, events, position: '8' });
  });

  it('tells how far it is: first the names, then the streams', async () => {
    const heard: string[] = [];
    await verified(await log(), { onProgress: ({ reading, done, of }) => void heard.push(`${reading} ${done}/${of}`) });
    expect(heard).toEqual(['log 16/null', 'streams 1/3', 'streams 2/3', 'streams 3/3']);
  });
});

const b = 'certificate-b';
type Lying = (records: Doctored[]) => void;
const change =
  (revision: bigint, changed: (one: Doctored) => Partial<Doctored>): Lying =>
  (records) => {
    const one = records[indexOf(records, b, revision)];
    if (one) Object.assign(one, changed(one));
  };
const metadata = (changed: Partial<Doctored['metadata']>) => (one: Doctored) => ({
  metadata: { ...one.metadata, ...changed },
});

describe('a log in which something was changed names the stream and the revision', () => {
  it.each<[string, bigint, Lying]>([
    [
      'data',
      3n,
      change(3n, ({ event }) => ({ event: { ...event, data: { ...(event.data as object), downloadUrl: 'x' } } })),
    ],
    ['type', 3n, change(3n, ({ event }) => ({ event: { ...event, type: 'certificate.deleted' } }))],
    ['id', 2n, change(2n, () => ({ id: '00000000-0000-5000-8000-000000000000' }))],
    ['revision', 2n, change(2n, () => ({ revision: 9n }))],
    ['time', 4n, change(4n, metadata({ time: '2027-05-01T10:00:00.000Z' }))],
    ['submission', 4n, change(4n, metadata({ $correlationId: 'x' }))],
    ['cause', 4n, change(4n, metadata({ $causationId: 'x' }))],
    ['reached state', 4n, change(4n, metadata({ reached: 'deleted' }))],
    ['agent', 4n, change(4n, metadata({ agent: 'x' }))],
    ['machine', 4n, change(4n, metadata({ machine: { id: 'certificate', version: '9', fingerprint: 'x' } }))],
    ['schema', 4n, change(4n, metadata({ schema: 2 }))],
    ['hash', 4n, change(4n, metadata({ hash: '0'.repeat(64) }))],
    ['a name that metadata do not have', 4n, change(4n, metadata({ by: 'x' } as object))],
    ['an event that is gone', 3n, (records) => void records.splice(indexOf(records, b, 3n), 1)],
    ['the first event, which is gone', 0n, (records) => void records.splice(indexOf(records, b, 0n), 1)],
    [
      'an event that is there twice',
      3n,
      (records) =>
        void records.splice(
          indexOf(records, b, 3n),
          0,
          ...records.slice(indexOf(records, b, 2n), indexOf(records, b, 3n)),
        ),
    ],
  ])('%s', async (_, revision, lying) => {
    const records = await log();
    lying(records);
    const { told, lies } = await verified(records);
    expect(lies).toBeGreaterThan(0);
    expect(
      told.some(({ stream, revision: at }) => stream === b && at === Number(revision)),
      JSON.stringify(told),
    ).toBe(true);
    expect(told.filter(({ stream }) => stream !== b)).toEqual([]);
  });

  it('an event that was moved into another stream', async () => {
    const records = await log();
    const last = records[indexOf(records, b, 7n)];
    Object.assign(last ?? {}, { stream: 'certificate-c', revision: 3n });
    expect((await verified(records)).told).toContainEqual(
      expect.objectContaining({ stream: 'certificate-c', revision: 3 }),
    );
  });

  it('two events that have changed places, revisions and all', async () => {
    const records = await log();
    const [two, three] = [records[indexOf(records, b, 2n)], records[indexOf(records, b, 3n)]];
    Object.assign(two ?? {}, { revision: 3n });
    Object.assign(three ?? {}, { revision: 2n });
    expect((await verified(records)).told).toContainEqual(expect.objectContaining({ stream: b, revision: 2 }));
  });

  it('two events that have changed places in the order of storing alone', async () => {
    const records = await log();
    records.splice(2, 2, ...records.slice(2, 4).reverse());
    const { told } = await verified(records);
    expect(told).toEqual([expect.objectContaining({ stream: b, revision: 2 })]);
    expect(told[0]?.message).toContain('in the order of storing');
  });

  it('an event that its stream does not have any more, but the log does', async () => {
    const records = await log();
    const store = doctoredStore(records);
    const read: typeof store.read = async (stream) => (await store.read(stream)).slice(0, 4);
    const lies: Lie[] = [];
    await verifyLog(
      { ...store, read },
      {
        expected: null,
        onLie: (lie) => lies.push(lie) > 0,
        onProgress: () => undefined,
        onLine: async () => undefined,
      },
    );
    expect(lies.map(({ stream, revision }) => [stream, revision])).toEqual([
      ['certificate-a', 4],
      [b, 4],
    ]);
  });
});

describe('a log whose hashes were all made anew', () => {
  const rechained = (records: readonly Doctored[]): Doctored[] => {
    let previous: string | null = null;
    return records.map(({ event, metadata: { hash: _, ...rest }, ...place }, at) => {
      const link = { stream: place.stream, revision: BigInt(at), previous };
      const made = chained(event, rest, link);
      previous = made.metadata.hash;
      return { ...place, ...made, revision: BigInt(at) };
    });
  };

  it('is seen through when an event does not fit', async () => {
    const records = await recordsOf({ [b]: creation(1) });
    const { told } = await verified(rechained([...records.slice(0, 2), ...records.slice(3)]));
    expect(told).toMatchObject([{ stream: b, revision: 2, code: 'stream-corrupt' }]);
    expect(told[0]?.message).toContain('certificate.created cannot happen while');
  });

  it('is seen through when its revisions have a hole', async () => {
    const records = await recordsOf({ [b]: creation(1) });
    const [first, second] = rechained(records);
    if (!first || !second) throw new Error('there are two events');
    const {
      metadata: { hash: _, ...rest },
      event,
      ...place
    } = second;
    const link = { stream: b, revision: 4n, previous: first.metadata.hash };
    const { told } = await verified([first, { ...place, ...chained(event, rest, link), revision: 4n }]);
    expect(told).toContainEqual(
      expect.objectContaining({ revision: 1, message: expect.stringContaining('it is missing') }),
    );
  });

  it('is seen through when an event leads elsewhere than is recorded', async () => {
    const records = await recordsOf({ [b]: [...creation(1), regenCert(2), rendered(2)] });
    const six = records[6];
    if (six) six.metadata = { ...six.metadata, reached: 'generating.signing' };
    expect((await verified(rechained(records))).told).toMatchObject([
      { revision: 6, message: expect.stringContaining('leads to regenerating.signing, but generating.signing is') },
    ]);
  });
});

describe('verification', () => {
  const twoLies = async () => {
    const records = await log();
    change(3n, metadata({ agent: 'x' }))(records);
    const one = records[indexOf(records, 'certificate-a', 0n)];
    if (one) one.metadata = { ...one.metadata, agent: 'x' };
    return records;
  };

  it('goes on as long as somebody wants to hear more', async () => {
    expect((await verified(await twoLies())).told.map(({ stream }) => stream)).toEqual(['certificate-a', b]);
  });

  it('ends at the first lie when nobody does', async () => {
    const { lies } = await verified(await twoLies(), { onLie: () => false });
    expect(lies).toBe(1);
  });

  it('begins below the events', async () => {
    const { told } = await verified(await twoLies(), { findings: ['Page 7 is never used'] });
    expect(told[0]).toEqual({
      stream: null,
      revision: null,
      code: 'event-store-corrupt',
      message: 'Page 7 is never used',
    });
    expect(told).toHaveLength(3);
  });

  it('does not take an empty log for a good one', async () => {
    expect((await verified([])).told).toMatchObject([{ code: 'log-empty' }]);
  });

  it('ends with the trouble of the store', async () => {
    const broken = { ...doctoredStore(await log()), read: () => Promise.reject(new CorruptEventStoreError('torn')) };
    await expect(
      verifyLog(broken, {
        expected: null,
        onLie: () => true,
        onProgress: () => undefined,
        onLine: async () => undefined,
      }),
    ).rejects.toThrow('torn');
  });
});

describe('a receipt', () => {
  const note = async (records: readonly Doctored[]): Promise<Noted> => {
    const { streams, events, digest, position } = await verified(records);
    return { streams, events, digest, position };
  };

  it('is still good when the log has grown', async () => {
    const records = await log();
    const expected = await note(records.slice(0, 10));
    const { told, lines } = await verified(records, { expected });
    expect(told).toEqual([]);
    expect(createHash('sha256').update(lines.join('')).digest('hex')).toBe(expected.digest);
  });

  it.each([
    ['the last event of a stream is gone', (records: Doctored[]) => void records.splice(indexOf(records, b, 7n), 1)],
    ['a whole stream is gone', (records: Doctored[]) => records.splice(0, 8)],
    ['the end of the log is gone', (records: Doctored[]) => void records.splice(12)],
  ])('shows what the chains cannot: %s', async (_, lying) => {
    const records = await log();
    const expected = await note(records);
    lying(records);
    expect((await verified(records)).told).toEqual([]);
    const { told } = await verified(records, { expected });
    expect(told).toMatchObject([{ stream: null, code: 'receipt-differs' }]);
    expect(told[0]?.message).toContain('the receipt has 16 events in 3 streams up to position 16');
  });

  it('says so when the log ends before it does', async () => {
    const records = await log();
    const { told } = await verified(records.slice(0, 8), { expected: await note(records) });
    expect(told[0]?.message).toContain('the log ends before the receipt does, at 8');
  });

  it('shows a stream that was cut off and went on otherwise', async () => {
    const records = await log();
    const expected = await note(records);
    const other = await recordsOf({ [b]: [...creation(1), delCert(9), deleted(9, 1), replied(9)] });
    const lying = records.map((recorded) => (recorded.stream === b ? other.shift() : recorded) ?? recorded);
    expect((await verified(lying)).told).toEqual([]);
    expect((await verified(lying, { expected })).told).toMatchObject([{ code: 'receipt-differs' }]);
  });
});
