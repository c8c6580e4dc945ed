import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import { createGpgHome, hasGpg } from '../adapters/openpgp/gpg.ts';
import type { Scene } from './scene.ts';

/**
 * The four files of every certificate that the LMS links to, as signed and recorded, and of others nothing but tombstones,
 * after a sweep.
 */
export const expectPublishedAsRecorded = async (scene: Scene): Promise<void> => {
  const swept = await scene.run('sweep');
  expect(swept.stderr + swept.stdout).not.toContain('Error');
  const { webRoot } = scene.installation;
  const rows = scene.sandbox.lms.rows().filter(({ status }) => status === 'downloadable');
  expect(rows.length).toBeGreaterThan(0);

  const expected = rows.flatMap(({ downloadUuid, verifyUuid }) => [
    `downloads/${downloadUuid}/Certificate.pdf`,
    ...['Certificate.pdf.sig', 'valid.html', 'verify.html'].map((name) => `cert/${verifyUuid}/${name}`),
  ]);
  const published = (await filesBelow(webRoot)).filter((file) => /^(cert|downloads)\/[0-9a-f]{32}\//.test(file));
  const others = published.filter((file) => !expected.includes(file));
  expect(published.filter((file) => expected.includes(file))).toEqual(expected.sort());
  for (const file of others) {
    expect(file).toMatch(/^cert\/[0-9a-f]{32}\/(valid|verify)\.html$/);
    expect(await readFile(join(webRoot, file), 'utf8')).toMatch(
      /<main data-state="(replaced|withdrawn)" data-on="20\d\d-/,
    );
  }

  const recorded = await digestsOf(scene);
  for (const { downloadUuid, verifyUuid } of rows) {
    const document = await readFile(join(webRoot, 'downloads', downloadUuid, 'Certificate.pdf'));
    expect(recorded).toContain(sha256(document));
    const signature = await readFile(join(webRoot, 'cert', verifyUuid, 'Certificate.pdf.sig'), 'utf8');
    await expectSigned({ document, signature, verifyPage: join(webRoot, 'cert', verifyUuid, 'verify.html') });
  }
};

/** GnuPG accepts the signature with the key that the verification page has in it, and that is published beside it. */
const expectSigned = async (published: Readonly<{ document: Uint8Array; signature: string; verifyPage: string }>) => {
  if (!hasGpg) return;
  const { document, signature, verifyPage } = published;
  const html = await readFile(verifyPage, 'utf8');
  const [, publicKey = ''] = /data-public-key="([^"]+)"/.exec(html) ?? [];
  const [, fingerprint = ''] = /data-fingerprint="([0-9A-F]{40})"/.exec(html) ?? [];
  expect(await readFile(join(verifyPage, '..', '..', 'keys', `${fingerprint}.asc`), 'utf8')).toBe(publicKey);
  const gpg = createGpgHome();
  try {
    expect(gpg.verify({ publicKey, signature, document })).toMatchObject({ isGood: true });
  } finally {
    gpg.remove();
  }
};

const filesBelow = async (folder: string): Promise<readonly string[]> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
};

/** The digests of every PDF that the history says was made. */
const digestsOf = async (scene: Scene): Promise<readonly string[]> => {
  const { stdout } = await scene.run('audit', '--json');
  return [...stdout.matchAll(/, sha256 ([0-9a-f]{64})"/g)].map(([, digest]) => digest ?? '');
};

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
