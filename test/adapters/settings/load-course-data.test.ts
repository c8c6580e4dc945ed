import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadPrivateFolder } from '../../../src/adapters/settings/load-course-data.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'private-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('the operator’s private folder', () => {
  it('gives the course data and the names of its templates, in whatever folder they are', async () => {
    mkdirSync(join(folder, 'template_data/v2-cert-templates'), { recursive: true });
    writeFileSync(join(folder, 'cert-data.yml'), 'edX/A/B: {ORG: X}');
    writeFileSync(join(folder, 'template_data/blank.pdf'), '');
    writeFileSync(join(folder, 'template_data/valid.html'), '');
    writeFileSync(join(folder, 'template_data/v2-cert-templates/certificate-template-X-A.pdf'), '');
    expect(await loadPrivateFolder(folder)).toEqual({
      courses: new Map([['edX/A/B', { ORG: 'X' }]]),
      templatesAvailable: new Set(['blank.pdf', 'certificate-template-X-A.pdf']),
      warnings: [],
    });
  });

  it.each(['not there', 'empty', 'not set'])('gives nothing when it is %s', async (how) => {
    const path = { 'not there': join(folder, 'no'), empty: folder, 'not set': null }[how] ?? null;
    expect(await loadPrivateFolder(path)).toEqual({ courses: new Map(), templatesAvailable: new Set(), warnings: [] });
  });

  it('with mistakes in the course data is refused, with the place of each', async () => {
    writeFileSync(join(folder, 'cert-data.yml'), 'edX/A/B: {OGR: X}');
    expect(await loadPrivateFolder(folder)).toMatchObject({
      problems: [
        { code: 'course-data-invalid', origin: { where: join(folder, 'cert-data.yml'), line: 1, column: 11 } },
      ],
    });
  });

  it('whose templates are no folder is refused', async () => {
    writeFileSync(join(folder, 'template_data'), '');
    expect(await loadPrivateFolder(folder)).toMatchObject({ problems: [{ code: 'settings-file-unreadable' }] });
  });
});
