import { rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createKeptLayouts } from '../../../src/adapters/private-folder/layout-source.ts';
import { createTemplateFiles, TEMPLATE_BYTES_MAX } from '../../../src/adapters/private-folder/template-files.ts';
import { content } from '../../templates/content.ts';
import { createFolderFixture, type FolderFixture, opened, smallLayout } from './folder-fixture.ts';

let folder: FolderFixture;
beforeEach(() => {
  folder = createFolderFixture();
});
afterEach(() => folder.remove());
const files = async () => createTemplateFiles(await opened(folder.path));
const place = 'v2-cert-templates/a.pdf';

describe('a template’s file', () => {
  it('is what it was when the command came, also when it has changed since', async () => {
    folder.write(`template_data/${place}`, 'before');
    const templates = await files();
    const sha256 = await templates.fingerprint(place);
    folder.write(`template_data/${place}`, 'after!');

    expect(Buffer.from(await templates.read({ file: place, page: 1, sha256 })).toString()).toBe('before');
    expect(await templates.fingerprint(place)).not.toBe(sha256);
  });

  it('is read again after a crash', async () => {
    folder.write(`template_data/${place}`, 'same');
    const sha256 = await (await files()).fingerprint(place);

    expect(Buffer.from(await (await files()).read({ file: place, page: 1, sha256 })).toString()).toBe('same');
  });

  it.each([
    ['changed', () => folder.write(`template_data/${place}`, 'after!'), 'template-changed'],
    ['removed', () => rmSync(join(folder.path, 'template_data', place)), 'template-unreadable'],
  ])('that was %s around a crash makes no certificate, and says why', async (_, change, code) => {
    folder.write(`template_data/${place}`, 'before');
    const sha256 = await (await files()).fingerprint(place);
    change();

    await expect((await files()).read({ file: place, page: 1, sha256 })).rejects.toMatchObject({ code });
  });

  it('that is not listed is never opened', async () => {
    folder.write('secret.pdf', 'x');
    folder.write(`template_data/${place}`, 'x');

    for (const name of [
      '../secret.pdf',
      '/etc/passwd',
      join(folder.path, 'secret.pdf'),
      'a\0.pdf',
      'x'.repeat(10_000),
    ]) {
      await expect((await files()).fingerprint(name)).rejects.toMatchObject({ code: 'template-unreadable' });
    }
  });

  it('that has become a link since it was listed is not followed', async () => {
    folder.write('secret.pdf', 'x');
    folder.write(`template_data/${place}`, 'x');
    const path = join(folder.path, 'template_data', place);
    const listed = await (await opened(folder.path)).current();
    const templates = createTemplateFiles({ current: async () => listed });
    rmSync(path);
    symlinkSync(join(folder.path, 'secret.pdf'), path);

    await expect(templates.fingerprint(place)).rejects.toMatchObject({ code: 'template-unreadable' });
  });

  it('that is larger than any template is refused', async () => {
    folder.write(`template_data/${place}`, Buffer.alloc(TEMPLATE_BYTES_MAX + 1));

    await expect((await files()).fingerprint(place)).rejects.toMatchObject({ code: 'template-too-large' });
  });
});

describe('an operator’s layout', () => {
  const settingsOf = async () => {
    const layout = (await (await opened(folder.path)).current()).layouts.get('own');
    return content({}, { layout: 'own', layoutSha256: layout?.sha256 ?? '' }).settings;
  };

  it('is the one that the command came with, as long as the process lives', async () => {
    folder.write('template_data/layouts/own.json', smallLayout());
    const { current } = await opened(folder.path);
    const kept = createKeptLayouts();
    kept.note(await current());
    const settings = await settingsOf();
    folder.write('template_data/layouts/own.json', smallLayout({ page: 'letter landscape' }));
    kept.note(await current());

    expect(kept.layoutOf(settings).page.widthMm).toBe(297);
    expect(kept.layoutOf(await settingsOf()).page.widthMm).toBe(279.4);
  });

  it('that was changed around a crash makes no certificate', async () => {
    folder.write('template_data/layouts/own.json', smallLayout());
    const settings = await settingsOf();
    folder.write('template_data/layouts/own.json', smallLayout({ page: 'letter landscape' }));
    const kept = createKeptLayouts();
    kept.note(await (await opened(folder.path)).current());

    expect(() => kept.layoutOf(settings)).toThrow(expect.objectContaining({ code: 'layout-changed' }));
    expect(kept.layoutOf(content({}, { layoutSha256: 'of an older version' }).settings).page.widthMm).toBe(297);
  });
});
