import { describe, expect, it } from 'vitest';
import { certificateStatuses } from '../../projections/certificate-status.ts';
import { claimedArtifacts } from '../../projections/claimed-artifacts.ts';
import { foldHistory } from '../../src/app/fold-history.ts';
import { createHistory } from '../../src/app/history.ts';
import { DamagedEventError, EventStoreUnavailableError, type StorableEvent } from '../../src/ports/event-store.ts';
import { creation } from '../machines/samples.ts';
import { type Doctored, doctoredStore, recordsOf } from './doctored-store.ts';

/** Two certificates; the second event of the first one's stream is changed. */
const foldWith = async (change: (second: Doctored) => void) => {
  const records = await recordsOf({ 'certificate-a': creation(1), 'certificate-b': creation(2) });
  const first = records[0];
  if (!first) throw new Error('there is a first event');
  change(first);
  const reports: DamagedEventError[] = [];
  const store = createHistory(doctoredStore(records));
  const claims = await foldHistory(store, claimedArtifacts, (error) => void reports.push(error));
  return { claims, reports };
};

const withData = (one: Doctored, data: unknown): void => {
  one.event = { ...one.event, data };
};

describe('a view of the whole history', () => {
  it('is the fold of all of it', async () => {
    const { claims, reports } = await foldWith(() => undefined);
    expect([...claims.streams.keys()]).toEqual(['certificate-a', 'certificate-b']);
    expect(reports).toEqual([]);
  });

  it.each([
    ['is null', null],
    ['is a number', 7],
    ['lacks what its type promises', { submission: 'a' }],
  ])('sees a stream up to an event whose data %s, and all of the others', async (_, data) => {
    const { claims, reports } = await foldWith((first) => withData(first, data));
    expect([...claims.streams.keys()]).toEqual(['certificate-b']);
    expect(claims.streams.get('certificate-b')?.published).not.toBeNull();
    expect(reports).toMatchObject([{ stream: 'certificate-a', revision: 0n, code: 'event-store-corrupt' }]);
  });

  it('sees nothing of what comes behind the damage, and reports it once', async () => {
    const records = await recordsOf({ 'certificate-a': creation(1) });
    const [, second] = records;
    const place = { stream: 'certificate-a', revision: 1n };
    Object.defineProperty(second, 'event', {
      value: {
        type: 'certificate.failed',
        get data(): unknown {
          throw new DamagedEventError(place, 'its data is not JSON');
        },
      } satisfies StorableEvent,
    });
    const reports: DamagedEventError[] = [];
    const store = createHistory(doctoredStore(records));
    const statuses = await foldHistory(store, certificateStatuses, (error) => void reports.push(error));
    expect(statuses.get('certificate-a')).toMatchObject({ status: 'generating', events: 1 });
    expect(reports.map(({ revision }) => revision)).toEqual([1n]);
  });

  it('ends with the trouble of the store, and with a fault of its own', async () => {
    const records = await recordsOf({ 'certificate-a': creation(1) });
    const store = createHistory(doctoredStore(records));
    const broken = (error: Error) => ({
      ...certificateStatuses,
      apply: () => {
        throw error;
      },
    });
    for (const error of [new EventStoreUnavailableError('it is down'), new RangeError('a bug')]) {
      await expect(foldHistory(store, broken(error), () => undefined)).rejects.toBe(error);
    }
  });
});
