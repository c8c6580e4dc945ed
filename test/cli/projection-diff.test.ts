import { describe, expect, it } from 'vitest';
import type { CertificateEvent } from '../../machines/certificate.events.ts';
import { type CertificateStatus, certificateStatuses } from '../../projections/certificate-status.ts';
import { project } from '../../projections/projection.ts';
import { openViews } from '../../src/adapters/views/open.ts';
import { examineStream } from '../../src/app/examine-stream.ts';
import { createHistory } from '../../src/app/history.ts';
import type { CommandContext, History } from '../../src/cli/opened.ts';
import { beginComparison, type Difference } from '../../src/cli/projection-diff.ts';
import { type Doctored, doctoredStore, recordsOf } from '../app/doctored-store.ts';
import { readGolden } from '../golden/golden-files.ts';
import {
  addCert,
  assumed,
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
} from '../machines/samples.ts';

const stream = 'certificate-a';

const never = (text: string): never => {
  throw new Error(text);
};
const emptyViews = () => openViews({ folder: null, onUnusable: (error) => never(error.message) });

/** Compares the view of what `viewed` are with the history of what `stored` are. */
const compared = async (viewed: readonly Doctored[], stored: readonly Doctored[]): Promise<readonly Difference[]> => {
  const store = doctoredStore(viewed);
  const history: History = {
    stored: store,
    store: createHistory(store),
    onDamaged: (error) => {
      throw error;
    },
    damaged: new Set(),
    log: { debug: never, info: never, warn: never, error: never },
    views: { open: emptyViews, openNew: emptyViews },
    installationSecret: Buffer.alloc(32),
    close: async () => undefined,
  };
  const compare = await beginComparison(history, {
    console: { data: never, note: never, isTerminal: false },
  } as unknown as CommandContext);
  return compare(await examineStream(doctoredStore(stored), stored[0]?.stream ?? stream));
};

const lived = (...events: readonly CertificateEvent[]) => recordsOf({ [stream]: events });

describe('the view and the history', () => {
  it.each<[string, readonly CertificateEvent[]]>([
    ['made', creation(1)],
    ['under way', creation(1).slice(0, 2)],
    ['failed', [addCert(1), failed(1), replied(1)]],
    ['failed, and made at last', [addCert(1), failed(1), replied(1), ...creation(2)]],
    ['failed while earlier files went away', [...creation(1), regenCert(2), failed(2), replied(2), removed(2, 1)]],
    ['deleted', [...creation(1), delCert(2), deleted(2, 1), replied(2)]],
    ['refused', [refused(1), replied(1)]],
    ['assumed', [assumed(1, 'downloadable'), regenCert(1), rendered(1), signed(1)]],
  ])('agree on a certificate that is %s', async (_, events) => {
    const records = await lived(...events);
    expect(await compared(records, records)).toEqual([]);
  });

  it('agree on every golden history', async () => {
    for (const { history } of readGolden('v1')) expect(await compared([...history], [...history])).toEqual([]);
  });

  it('agree when something was stored since the comparison began', async () => {
    const records = await lived(...creation(1));
    expect(await compared(records.slice(0, 3), records)).toEqual([]);
  });

  it('do not when the view has forgotten something, or was told a lie', async () => {
    const records = await lived(addCert(1), failed(1), replied(1));
    const lied = structuredClone(records);
    const [, failure] = lied;
    if (failure) failure.metadata = { ...failure.metadata, reached: 'downloadable' };
    if (failure) failure.event = { type: 'certificate.created', data: failure.event.data };
    expect((await compared(lied, records)).map(({ field }) => field)).toEqual(['failure']);
    const statuses = (viewed: readonly Doctored[]): CertificateStatus | undefined =>
      project(certificateStatuses, viewed as never).get(stream);
    expect(statuses(lied)?.status).toBe('error');
  });

  it('do not when the view does not have it at all', async () => {
    const other = await recordsOf({ 'certificate-b': creation(1) });
    const records = await lived(...creation(1));
    expect(await compared(other, records)).toEqual([{ stream, field: 'events', projected: 0, replayed: 5 }]);
  });

  it('are not compared when the history is corrupt: that is told anyway', async () => {
    const records = await lived(...creation(1));
    const lied = structuredClone(records);
    const [first] = lied;
    if (first) first.metadata = { ...first.metadata, agent: 'x' };
    expect(await compared(records, lied)).toEqual([]);
  });
});
