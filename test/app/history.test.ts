import { describe, expect, it } from 'vitest';
import { createHistory } from '../../src/app/history.ts';
import { DamagedEventError } from '../../src/ports/event-store.ts';
import { everything, pagesOf } from '../contracts/event-store.contract.ts';
import { creation } from '../machines/samples.ts';
import { type Doctored, doctoredStore, recordsOf } from './doctored-store.ts';

const lived = () => recordsOf({ 'certificate-a': creation(1), 'certificate-b': creation(2), installation: [] });
const at = (records: Doctored[], stream: string, revision: bigint): Doctored => {
  const found = records.find((one) => one.stream === stream && one.revision === revision);
  if (!found) throw new Error('there is such an event');
  return found;
};
const withSchema = (recorded: Doctored, schema: unknown): void => {
  recorded.metadata = { ...recorded.metadata, schema: schema as number };
};

describe('the history', () => {
  it('hands out streams whose chain holds', async () => {
    const history = createHistory(doctoredStore(await lived()));
    expect((await history.read('certificate-a')).map(({ event }) => event)).toEqual(creation(1));
    expect(await history.read('certificate-z')).toEqual([]);
  });

  it('hands out no stream in which one thing was changed, and all the others', async () => {
    const records = await lived();
    const changed = at(records, 'certificate-a', 1n);
    changed.metadata = { ...changed.metadata, time: '2026-05-02T10:00:00.000Z' };
    const history = createHistory(doctoredStore(records));
    await expect(history.read('certificate-a')).rejects.toThrow(/certificate-a is damaged at revision 1/);
    expect(await history.read('certificate-b')).toHaveLength(5);
  });

  it('verifies streams that are no certificate’s as well', async () => {
    const [first] = await lived();
    if (!first) throw new Error('there is a first event');
    const foreign = { ...first, stream: 'installation', event: { type: 'installation.claimed', data: {} } };
    await expect(createHistory(doctoredStore([foreign])).read('installation')).rejects.toThrow(DamagedEventError);
  });
});

describe.each([
  [
    'a type that this program does not know',
    (one: Doctored) => void Object.assign(one, { event: { ...one.event, type: 'certificate.framed' } }),
  ],
  ['a later version', (one: Doctored) => withSchema(one, 2)],
])('an event of %s', (_, change) => {
  const doctored = async () => {
    const records = await lived();
    change(at(records, 'certificate-a', 2n));
    return createHistory(doctoredStore(records));
  };

  it('stands in the list of everything as it is', async () => {
    expect(await everything(await doctored())).toHaveLength(10);
  });

  it('does not keep the others from being seen by a view', async () => {
    const seen = (await pagesOf(await doctored())).flat();
    expect(seen.filter(({ event }) => event.type === 'add_cert').map(({ event }) => event.data)).toHaveLength(2);
  });
});

describe('an event of a version that cannot be', () => {
  it.each([0, -1, 1.5, Number.NaN, 'one', undefined])(
    'stands in the list of everything as it is: %s',
    async (schema) => {
      const records = await lived();
      withSchema(at(records, 'certificate-a', 2n), schema);
      const history = createHistory(doctoredStore(records));
      expect(await everything(history)).toHaveLength(10);
      const seen = (await pagesOf(history)).flat().find(({ revision }) => revision === 2n);
      expect(() => seen?.event.data).toThrow(/certificate-a is damaged at revision 2/);
    },
  );
});

describe('an event of a later version', () => {
  it('is met by a view that looks into it, with a word of who may have written it', async () => {
    const records = await lived();
    withSchema(at(records, 'certificate-a', 2n), 2);
    const seen = (await pagesOf(createHistory(doctoredStore(records)))).flat().find(({ revision }) => revision === 2n);
    expect(seen?.event.type).toBe('certificate.signed');
    expect(() => seen?.event.data).toThrow(
      'it is version 2 of certificate.signed, and this program knows versions 1 to 1; a newer certificate-agent may have',
    );
  });
});
