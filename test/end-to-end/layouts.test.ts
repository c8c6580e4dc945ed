import { readFile, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { PDFDocument } from '@cantoo/pdf-lib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFolderFixture, type FolderFixture, smallLayout } from '../adapters/private-folder/folder-fixture.ts';
import { templatePdf } from '../adapters/underlay/template-pdfs.ts';
import { courseId, createScene, type Scene, wish } from './scene.ts';

let scene: Scene;
let folder: FolderFixture;
let agent: ReturnType<Scene['startAgent']>;

beforeAll(async () => {
  folder = createFolderFixture();
  folder.write('secret.pdf', await templatePdf());
  folder.write('template_data/paper.pdf', await templatePdf());
  folder.write('template_data/broken.pdf', (await templatePdf()).subarray(0, 500));
  folder.write('template_data/locked.pdf', await templatePdf({ password: 'x' }));
  folder.write('template_data/not-a.pdf', '<html>');
  await symlink('../secret.pdf', join(folder.path, 'template_data/linked.pdf'));
  scene = await createScene({ settings: { CERT_AGENT_CERT_PRIVATE_DIR: folder.path } });
  agent = scene.startAgent();
});
afterAll(async () => {
  await scene?.close();
  folder?.remove();
});

/** What becomes of a request for a certificate over that template. */
const ask = async (username: string, templatePdf?: string) => {
  await scene.sandbox.lms.requestCertificate({
    ...wish(username),
    ...(templatePdf === undefined ? {} : { templatePdf }),
  });
  await scene.quiet();
  const row = scene.sandbox.lms.row({ username, courseId });
  return { status: row?.status, errorReason: row?.errorReason ?? '', downloadUuid: row?.downloadUuid ?? '' };
};

const widthOf = async ({ downloadUuid }: Readonly<{ downloadUuid: string }>): Promise<number> => {
  const path = join(scene.installation.webRoot, 'downloads', downloadUuid, 'Certificate.pdf');
  return Math.round((await PDFDocument.load(await readFile(path))).getPage(0).getWidth());
};

const [a4, letter] = [842, 792];

describe('an agent that serves the queue', () => {
  it('takes another layout from the next request on, and keeps the last good one when the file breaks', async () => {
    expect(await widthOf(await ask('ada'))).toBe(a4);
    folder.write('cert-data.yml', `${courseId}: { VERSION: 2 }`);
    expect(await widthOf(await ask('grace'))).toBe(letter);
    folder.write('cert-data.yml', `${courseId}: { VERSION: 2`);
    expect(await widthOf(await ask('edsger'))).toBe(letter);
    await agent.says('cert-data.yml:1:');
    folder.write('template_data/layouts/small.json', smallLayout());
    folder.write('cert-data.yml', `${courseId}: { LAYOUT: small }`);
    expect(await widthOf(await ask('barbara'))).toBe(a4);
  });

  it.each([
    ['that is cut off', 'broken.pdf', 'is damaged: its end is missing'],
    ['with a password', 'locked.pdf', 'is encrypted: save it without a password'],
    ['that is no PDF', 'not-a.pdf', 'is no PDF'],
    ['that is a link out of the folder', 'linked.pdf', 'there is no template "linked.pdf"'],
    ['that is missing', 'ghost.pdf', 'there is no template "ghost.pdf"'],
    ['that is a path', '../secret.pdf', 'must be a plain file name'],
    ['that is a path from the root', '/etc/passwd', 'must be a plain file name'],
    ['with a zero byte', 'paper.pdf\0', 'must be a plain file name'],
    ['of 10,000 characters', 'x'.repeat(10_000), 'more than 255 characters'],
  ])(
    'answers a request for a template %s with the reason, and goes on',
    async (why, template, reason) => {
      const username = `u${why.length}_${template.length}`;
      const { status, errorReason } = await ask(username, template);

      expect(status).toBe('error');
      expect(errorReason).toContain(reason);
      expect((await ask(`${username}_next`, 'paper.pdf')).status).toBe('downloadable');
    },
    60_000,
  );
});

describe('a start', () => {
  it('with a broken layout or course data is refused, with every place', async () => {
    const other = createFolderFixture();
    other.write('template_data/layouts/own.json', smallLayout({ page: 'A5' }));
    other.write('cert-data.yml', 'edX/A/B:\n  LAYOUT: gost');
    const { exitCode, stderr } = await scene.run('once', '--cert-private-dir', other.path);
    other.remove();

    expect(exitCode).toBe(3);
    expect(stderr).toMatch(/own\.json:1:2: expected A4 landscape/);
    expect(stderr).toMatch(/cert-data\.yml:2:3: LAYOUT: there is no layout "gost": expected one of standard/);
  });
});
