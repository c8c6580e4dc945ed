import { describe, expect, it } from 'vitest';
import { createMemoryArtifactStore } from '../../../src/adapters/artifact-store/memory.ts';
import { createMirroredStore } from '../../../src/adapters/artifact-store/mirrored.ts';
import type { ArtifactStoreError } from '../../../src/ports/artifact-store.ts';
import { artifactStoreContract } from '../../contracts/artifact-store.contract.ts';

const twoPlaces = () => {
  const places = [createMemoryArtifactStore('web root /var/www'), createMemoryArtifactStore('bucket certs')] as const;
  return { places, store: createMirroredStore(places) };
};

artifactStoreContract('a mirrored store', async () => {
  const { places, store } = twoPlaces();
  const published = async (key: string): Promise<Uint8Array | null> => {
    const [first, second] = places.map(({ files }) => files.get(key)?.body ?? null);
    expect(first).toEqual(second);
    return first ?? null;
  };
  return { store, published, close: async () => undefined };
});

describe('two places for the same files', () => {
  const file = { key: 'downloads/a/b.pdf', body: Buffer.from('x'), contentType: 'application/pdf' };

  it('are both named', () => {
    expect(twoPlaces().store.name).toBe('web root /var/www and bucket certs');
  });

  it('fail together when one fails, but the other is carried through', async () => {
    const { places, store } = twoPlaces();
    places[0].setTrouble('disk-full');
    await expect(store.put(file)).rejects.toMatchObject({ code: 'disk-full' });
    expect(places[1].files.has(file.key)).toBe(true);
  });

  it('tell both troubles when both fail', async () => {
    const { places, store } = twoPlaces();
    places[0].setTrouble('disk-full');
    places[1].setTrouble('s3-unavailable');
    const error = (await store.remove(file.key).catch((thrown: unknown) => thrown)) as ArtifactStoreError;
    expect(error.message).toBe('web root /var/www is in trouble; bucket certs is in trouble');
    expect(error.code).toBe('disk-full');
  });

  it('list what is left in one of them only', async () => {
    const { places, store } = twoPlaces();
    await store.put(file);
    await places[0].remove(file.key);
    const keys: string[] = [];
    for await (const { key } of store.list('downloads/')) keys.push(key);
    expect(keys).toEqual([file.key]);
  });

  it('list a file twice that is another one in each of them', async () => {
    const { places, store } = twoPlaces();
    await store.put(file);
    await places[1].put({ ...file, body: Buffer.from('longer') });
    const sizes: number[] = [];
    for await (const { bytes } of store.list('downloads/')) sizes.push(bytes);
    expect(sizes).toEqual([1, 6]);
  });
});
