import { describe, expect, it } from 'vitest';
import { createMemoryArtifactStore } from '../../src/adapters/artifact-store/memory.ts';
import { createSharedFiles, isShared } from '../../src/app/shared-files.ts';

const file = (key: string) => ({ key, body: Buffer.from(key), contentType: 'text/javascript' });
const files = [file('cert/assets/01/check.js'), file('cert/keys/AB.asc')];

describe('the files that all pages share', () => {
  it('are published once by each process, however many certificates are in work', async () => {
    const store = createMemoryArtifactStore();
    let puts = 0;
    const counting = {
      ...store,
      put: (...args: Parameters<typeof store.put>) => {
        puts += 1;
        return store.put(...args);
      },
    };
    const shared = createSharedFiles(files);
    await Promise.all([shared.publish(counting), shared.publish(counting)]);
    await shared.publish(counting);
    expect(puts).toBe(2);
    expect([...store.files.keys()]).toEqual(files.map(({ key }) => key));
  });

  it('are tried again by the next certificate when the place was in trouble', async () => {
    const store = createMemoryArtifactStore();
    const shared = createSharedFiles(files);
    store.setTrouble('disk-full');
    await expect(shared.publish(store)).rejects.toMatchObject({ code: 'disk-full' });
    store.setTrouble(null);
    await shared.publish(store);
    expect(store.files.size).toBe(2);
  });

  it('are known by their folders, those of earlier versions and keys too, and no certificate is', () => {
    for (const key of ['cert/assets/01/check.js', 'cert/cert/assets/01/language.js', 'cert/keys/AB.asc']) {
      expect(isShared(key)).toBe(true);
    }
    for (const key of [`cert/${'a'.repeat(32)}/valid.html`, `downloads/${'a'.repeat(32)}/Certificate.pdf`]) {
      expect(isShared(key)).toBe(false);
    }
  });
});
