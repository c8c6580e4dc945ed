import { describe, expect, it } from 'vitest';
import { type Lie, type Noted, verifyLog } from '../../../../src/app/verify-log.ts';
import type { EventStore, StorableEvent } from '../../../../src/ports/event-store.ts';
import { storeHistory } from '../../../app/stored-history.ts';
import { creation, delCert, deleted } from '../../../machines/samples.ts';
import { addressOf, freshPrefix, openStore } from './on-server.ts';
import { startTestServer } from './test-server.ts';

const server = await startTestServer();

const openLog = () => {
  const prefix = freshPrefix();
  const damaged = new Set<string>();
  const onDamaged = ({ stream }: Readonly<{ stream: string }>): void => void damaged.add(stream);
  const store = openStore(addressOf(server.uri, prefix), { onDamaged }) as unknown as EventStore<StorableEvent>;
  const verified = async (expected: Noted | null = null) => {
    const told: Lie[] = [];
    const onLie = (lie: Lie): boolean => told.push(lie) > 0;
    const quiet = { onProgress: () => undefined, onLine: async () => undefined };
    return { ...(await verifyLog(store, { expected, damaged, onLie, ...quiet })), told };
  };
  return { prefix, store, verified };
};

describe('a log on an EventStoreDB', () => {
  it('is verified, and agrees with a receipt when it has grown', async () => {
    const { store, verified } = openLog();
    await storeHistory(store, 'certificate-b', creation(1));
    await storeHistory(store, 'certificate-a', creation(2));
    const then = await verified();
    expect(then).toMatchObject({ told: [], streams: 2, events: 10 });
    await storeHistory(store, 'certificate-b', [delCert(3), deleted(3, 1)]);
    expect(await verified(then)).toMatchObject({ told: [], streams: 2, events: 12 });
  });

  it('hides no stream whose very first event cannot be read', async () => {
    const { prefix, store, verified } = openLog();
    await storeHistory(store, 'certificate-a', creation(1));
    await server.write(`${prefix}certificate-b`, {
      id: '4b3661d8-c188-5812-8bb8-acbeabf259f9',
      type: 'add_cert',
      contentType: 'application/json',
      data: '{"name": "Ada Love',
      metadata: '{}',
    });
    const { told } = await verified();
    expect(told).toMatchObject([{ stream: 'certificate-b', revision: 0 }]);
  });
});
