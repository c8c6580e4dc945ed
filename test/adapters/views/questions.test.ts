import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CertificateEvent } from '../../../machines/certificate.events.ts';
import type { Seen } from '../../../projections/view.ts';
import type { Views } from '../../../src/ports/views.ts';
import { addCert, artifactsOf, creation, failed, refused, rendered, replied } from '../../machines/samples.ts';
import { asLog, observed } from '../../projections/observed.ts';
import { viewsIn } from './in-folder.ts';

let views: Views;
let log: Seen[];
beforeEach(async () => {
  views = await viewsIn(null);
  log = [];
});
afterEach(() => views.close());

const happened = async (stream: string, events: readonly CertificateEvent[], day = '2026-05-01'): Promise<void> => {
  const known = log.filter((seen) => seen.stream === stream).map(({ event }) => event);
  const added = observed([...known, ...events], stream)
    .slice(known.length)
    .map((seen) => ({
      ...seen,
      metadata: { ...seen.metadata, time: seen.metadata.time.replace('2026-05-01', day) },
    }));
  const before = log.length;
  log = asLog([...log, ...added]);
  const intake = await views.intake('live');
  expect(intake?.add({ after: log[before - 1]?.position ?? null, observed: log.slice(before) })).toBe('added');
  expect((await intake?.commit())?.outcome).toBe('taken');
};

const inCourse = (course: string, events: readonly CertificateEvent[]): readonly CertificateEvent[] =>
  events.map((event) =>
    'courseId' in event.data ? ({ ...event, data: { ...event.data, courseId: course } } as CertificateEvent) : event,
  );

const listed = async (filter: Parameters<Views['certificates']>[0]): Promise<readonly string[]> =>
  (await views.certificates(filter, { limit: 100 })).certificates.map(({ stream }) => stream);

describe('the list of certificates', () => {
  beforeEach(async () => {
    await happened('certificate-a', inCourse('algebra', creation(1)), '2026-05-01');
    await happened('certificate-b', inCourse('biology', [addCert(2), failed(2), replied(2)]), '2026-05-02');
    await happened('certificate-c', inCourse('algebra', [addCert(3), rendered(3)]), '2026-05-03');
    await happened('refused-d', [refused(4)], '2026-05-04');
  });

  it.each([
    [{}, ['refused-d', 'certificate-c', 'certificate-b', 'certificate-a']],
    [{ state: 'error' }, ['certificate-b']],
    [{ state: 'refused' }, ['refused-d']],
    [{ course: 'algebra' }, ['certificate-c', 'certificate-a']],
    [{ course: 'algebra', state: 'downloadable' }, ['certificate-a']],
    [{ reason: 's3-unreachable' }, ['certificate-b']],
    [{ changedBefore: '2026-05-02' }, ['certificate-a']],
    [{ changedSince: '2026-05-03' }, ['refused-d', 'certificate-c']],
    [{ state: 'lost' }, []],
  ])('can be asked for %j', async (filter, expected) => {
    expect(await listed(filter)).toEqual(expected);
    const counts = await views.countByState(filter);
    expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(expected.length);
  });

  it('knows a stream by its beginning, and a certificate by either of its files', async () => {
    expect(await views.streamsBeginning('certificate-', 2)).toEqual(['certificate-a', 'certificate-b']);
    expect(await views.streamsBeginning('certificate-c', 9)).toEqual(['certificate-c']);
    expect(await views.streamsBeginning('certificate-%', 9)).toEqual([]);
    for (const uuid of Object.values(artifactsOf(2)))
      expect(await views.streamsOfFile(uuid)).toEqual(['certificate-b']);
    expect(await views.streamsOfFile(artifactsOf(9).downloadUuid)).toEqual([]);
  });

  it('knows which part of the log tells of some days', async () => {
    const partOf = async (since: string, until: string): Promise<readonly string[]> => {
      const part = await views.partOfLog({ since, until });
      if (!part) return [];
      const inside = ({ position }: Seen): boolean =>
        Number(position) > Number(part.after ?? 0) && Number(position) <= Number(part.last);
      return [...new Set(log.filter(inside).map(({ metadata }) => metadata.time.slice(0, 10)))];
    };
    expect(await partOf('2026-05-02', '2026-05-03')).toEqual(expect.arrayContaining(['2026-05-02', '2026-05-03']));
    expect(await partOf('2026-05-04', '2026-05-09')).toContain('2026-05-04');
    expect(await partOf('2026-05-04', '2026-05-09')).not.toContain('2026-05-01');
    expect(await partOf('2027-01-01', '2027-01-02')).toEqual([]);
  });

  it('has nothing of a page that nobody handed out', async () => {
    for (const after of ['0', '-1', 'x', '1 OR 1', '9'.repeat(40)]) {
      await expect(views.certificates({}, { limit: 1, after })).rejects.toThrow(RangeError);
    }
  });
});

describe('pages', () => {
  it('have every certificate once, while others begin and all of them change', async () => {
    const streams = Array.from({ length: 23 }, (_, at) => `certificate-${at}`);
    for (const [at, stream] of streams.entries()) await happened(stream, [addCert(at * 10 + 1)]);
    const seen: string[] = [];
    let after: string | null | undefined;
    for (let round = 0; after !== null; round += 1) {
      const page = await views.certificates({}, { limit: 4, ...(after === undefined ? {} : { after }) });
      seen.push(...page.certificates.map(({ stream }) => stream));
      after = page.after;
      await happened(`certificate-new-${round}`, [addCert(1_000 + round)]);
      // Whatever stands where in the list goes on, too.
      const at = round * 4;
      for (const turn of [at, 22 - at]) await happened(`certificate-${turn}`, [rendered(turn * 10 + 1)]);
    }
    expect(seen).toEqual([...streams].reverse());
  });
});

describe('what needs a person', () => {
  it('is found among many by its own index', async () => {
    await happened('certificate-well', creation(1));
    await happened('certificate-silent', [addCert(2), failed(2)]);
    await happened('certificate-deaf', [...creation(3), replied(3, 1), replied(3, 2)]);
    const found = await views.interventions('2026-05-01T12:00:00.000Z');
    expect(found.map(({ stream, because }) => [stream, because])).toEqual([
      ['certificate-silent', 'not-answered'],
      ['certificate-deaf', 'redelivered-after-answer'],
    ]);
    expect(await views.interventions('2026-05-01T10:00:00.000Z')).toMatchObject([{ stream: 'certificate-deaf' }]);
  });
});
