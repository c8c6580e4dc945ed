import { describe, expect, it } from 'vitest';
import { loadPageAssets } from '../../../src/adapters/page-assets/load-page-assets.ts';

const { version, files } = await loadPageAssets();
const textOf = (body: Uint8Array): string => Buffer.from(body).toString();

describe('the pages’ scripts', () => {
  it('are complete: whatever one of them imports is there, but what only decrypts', () => {
    const names = new Set(files.map(({ name }) => name));
    const wanted = files.flatMap(({ body }) =>
      [...textOf(body).matchAll(/(?:from|import) ?\(?["']\.\/([^"']+)["']/g)].map(([, name]) => name ?? ''),
    );
    expect(wanted.length).toBeGreaterThan(10);
    const missing = [...new Set(wanted.filter((name) => !names.has(name)))].sort();
    expect(missing).toEqual(['argon2id.min.js', 'legacy_ciphers.min.js', 'unbzip2-stream.min.js']);
  });

  it('have the name and type that every web server and browser takes for a script', () => {
    for (const { name, contentType } of files.filter((file) => !file.name.endsWith('.txt'))) {
      expect(name).toMatch(/^[a-z0-9_.-]+\.js$/);
      expect(contentType).toBe('text/javascript; charset=utf-8');
    }
    expect(files.map(({ body }) => textOf(body)).join()).not.toMatch(/\.mjs|sourceMappingURL=[a-z-]+\.js\.map/);
  });

  it('stay under 400 KB together, and bring the library’s licence along', () => {
    expect(files.reduce((sum, { body }) => sum + body.length, 0)).toBeLessThan(400_000);
    expect(files.find(({ name }) => name === 'openpgp-LICENSE.txt')?.body.length).toBeGreaterThan(5_000);
  });

  it('have the same version whenever they are the same', async () => {
    expect(version).toMatch(/^[0-9a-f]{16}$/);
    expect((await loadPageAssets()).version).toBe(version);
  });
});
