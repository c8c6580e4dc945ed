import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AgentError } from '../../src/ports/agent-error.ts';
import type { ArtifactStore } from '../../src/ports/artifact-store.ts';

/** A store, and a way to look at what is published that does not go through it. */
export type StoreInTest = Readonly<{
  store: ArtifactStore;
  /** The bytes that the public gets, or null. */
  published: (key: string) => Promise<Uint8Array | null>;
  close: () => Promise<void>;
}>;

const folder = '0123456789abcdef0123456789abcdef';
const pdf = `downloads/${folder}/Certificate.pdf`;
const signature = `cert/${folder}/Certificate.pdf.sig`;
const elsewhere = `downloads/${'f'.repeat(32)}/Certificate.pdf`;

const file = (key: string, text: string | Uint8Array) => ({
  key,
  body: typeof text === 'string' ? Buffer.from(text) : text,
  contentType: 'application/pdf',
});

const textOf = (bytes: Uint8Array | null): string | null => bytes && Buffer.from(bytes).toString();

/** What everybody may expect of a place where files are published. */
export const artifactStoreContract = (name: string, create: () => Promise<StoreInTest>): void => {
  describe(`${name} publishes files`, () => {
    let inTest: StoreInTest;
    beforeEach(async () => {
      inTest = await create();
    });
    afterEach(() => inTest.close());

    const listed = async (prefix: string): Promise<readonly string[]> => {
      const keys: string[] = [];
      for await (const { key } of inTest.store.list(prefix)) keys.push(key);
      return keys.sort();
    };

    it('has exactly the bytes that it was given', async () => {
      const bytes = Buffer.alloc(300_000, 'certificate\r\n\0\xff', 'latin1');
      await inTest.store.put(file(pdf, bytes));
      expect(Buffer.from((await inTest.published(pdf)) ?? []).equals(bytes)).toBe(true);
    });

    it('takes an empty file', async () => {
      await inTest.store.put(file(pdf, ''));
      expect(textOf(await inTest.published(pdf))).toBe('');
    });

    it('keeps its bytes when the caller uses the buffer again', async () => {
      const bytes = Buffer.from('first');
      await inTest.store.put(file(pdf, bytes));
      bytes.fill('x');
      expect(textOf(await inTest.published(pdf))).toBe('first');
    });

    it('changes nothing when a file is stored again', async () => {
      await inTest.store.put(file(pdf, 'same'));
      await inTest.store.put(file(pdf, 'same'));
      expect(textOf(await inTest.published(pdf))).toBe('same');
      expect(await listed('downloads/')).toEqual([pdf]);
    });

    it('replaces a file of the same key by another, also a shorter one', async () => {
      await inTest.store.put(file(pdf, 'a long first certificate'));
      await inTest.store.put(file(pdf, 'short'));
      expect(textOf(await inTest.published(pdf))).toBe('short');
    });

    it('removes a file, and only that', async () => {
      for (const key of [pdf, signature, elsewhere]) await inTest.store.put(file(key, key));
      await inTest.store.remove(pdf);
      expect(await inTest.published(pdf)).toBeNull();
      expect(textOf(await inTest.published(signature))).toBe(signature);
      expect(textOf(await inTest.published(elsewhere))).toBe(elsewhere);
    });

    it('is content when a file to remove is not there', async () => {
      await inTest.store.remove(pdf);
      await inTest.store.put(file(pdf, 'x'));
      await inTest.store.remove(pdf);
      await inTest.store.remove(pdf);
      expect(await listed('downloads/')).toEqual([]);
    });

    it('takes a file again after its removal', async () => {
      await inTest.store.put(file(pdf, 'first'));
      await inTest.store.remove(pdf);
      await inTest.store.put(file(pdf, 'second'));
      expect(textOf(await inTest.published(pdf))).toBe('second');
    });

    it('lists the files below a folder, and no others', async () => {
      expect(await listed('downloads/')).toEqual([]);
      for (const key of [pdf, signature, elsewhere]) await inTest.store.put(file(key, 'x'));
      expect(await listed('downloads/')).toEqual([pdf, elsewhere].sort());
      expect(await listed('cert/')).toEqual([signature]);
      expect(await listed(`downloads/${folder}/`)).toEqual([pdf]);
    });

    it('says of each listed file how many bytes it has', async () => {
      await inTest.store.put(file(pdf, 'a long first certificate'));
      await inTest.store.put(file(pdf, 'short'));
      const files: unknown[] = [];
      for await (const listed of inTest.store.list('downloads/')) files.push(listed);
      expect(files).toEqual([{ key: pdf, bytes: 5 }]);
    });

    it('stores many files at once', async () => {
      const keys = Array.from({ length: 20 }, (_, at) => `downloads/${String(at).padStart(32, '0')}/Certificate.pdf`);
      await Promise.all(keys.map((key) => inTest.store.put(file(key, key))));
      expect(await listed('downloads/')).toEqual(keys);
      await Promise.all(keys.map((key) => inTest.store.remove(key)));
      expect(await listed('downloads/')).toEqual([]);
    });

    it.each([
      ['leaves the root', 'downloads/../../secret'],
      ['is absolute', '/downloads/x'],
      ['is hidden', 'downloads/.htaccess'],
      ['has an empty part', 'downloads//x'],
      ['has a backslash', 'downloads\\..\\x'],
      ['has a control character', 'downloads/x\0.pdf'],
      ['is percent-encoded', 'downloads/%2e%2e/x'],
      ['lies in no folder', 'Certificate.pdf'],
    ])('takes a key that %s for a bug', async (_, key) => {
      for (const attempt of [inTest.store.put(file(key, 'x')), inTest.store.remove(key)]) {
        const error = await attempt.catch((thrown: unknown) => thrown);
        expect(error).toBeInstanceOf(Error);
        expect(error).not.toBeInstanceOf(AgentError);
      }
      expect(await listed('downloads/')).toEqual([]);
    });

    it('does nothing for a caller that has given up, and says why', async () => {
      const reason = new Error('shutting down');
      const signal = AbortSignal.abort(reason);
      await expect(inTest.store.put(file(pdf, 'x'), signal)).rejects.toBe(reason);
      expect(await inTest.published(pdf)).toBeNull();
      await inTest.store.put(file(pdf, 'x'));
      await expect(inTest.store.remove(pdf, signal)).rejects.toBe(reason);
      expect(textOf(await inTest.published(pdf))).toBe('x');
    });
  });
};
