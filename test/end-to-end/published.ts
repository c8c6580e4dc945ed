import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import { createGpgHome, hasGpg } from '../adapters/openpgp/gpg.ts';
import type { Scene } from './scene.ts';

/** The four files of every certificate that the LMS links to, as signed and recorded, and nothing else, after a sweep. */
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
  expect((await filesBelow(webRoot)).filter((file) => /^(cert|downloads)\//.test(file))).toEqual(expected.sort());

  const recorded = await digestsOf(scene);
  for (const { downloadUuid, verifyUuid } of rows) {
    const document = await readFile(join(webRoot, 'downloads', downloadUuid, 'Certificate.pdf'));
    expect(recorded).toContain(sha256(document));
    const signature = await readFile(join(webRoot, 'cert', verifyUuid, 'Certificate.pdf.sig'), 'utf8');
    await expectSigned({ document, signature, verifyPage: join(webRoot, 'cert', verifyUuid, 'verify.html') });
  }
};

/** GnuPG accepts the signature with the key that the verification page hands out. */
const expectSigned = async (published: Readonly<{ document: Uint8Array; signature: string; verifyPage: string }>) => {
  if (!hasGpg) return;
  const { document, signature, verifyPage } = published;
  const [, key = ''] =
    /href="data:application\/pgp-keys;base64,([^"]+)"/.exec(await readFile(verifyPage, 'utf8')) ?? [];
  const publicKey = Buffer.from(key, 'base64').toString();
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
