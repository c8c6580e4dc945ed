import { expect, it } from 'vitest';
import { createMemoryArtifactStore } from '../../../src/adapters/artifact-store/memory.ts';
import { artifactStoreContract } from '../../contracts/artifact-store.contract.ts';

artifactStoreContract('memory', async () => {
  const store = createMemoryArtifactStore();
  return { store, published: async (key) => store.files.get(key)?.body ?? null, close: async () => undefined };
});

it('does nothing while it is in trouble, and works again afterwards', async () => {
  const store = createMemoryArtifactStore();
  const file = { key: 'downloads/a/b.pdf', body: Buffer.from('x'), contentType: 'application/pdf' };
  store.setTrouble('s3-unavailable');
  await expect(store.put(file)).rejects.toMatchObject({ code: 's3-unavailable', retryable: true });
  expect(store.files.size).toBe(0);
  store.setTrouble(null);
  await store.put(file);
  expect([...store.files.keys()]).toEqual([file.key]);
});
