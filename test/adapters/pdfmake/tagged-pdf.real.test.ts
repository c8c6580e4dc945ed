import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createPdfmakeRenderer } from '../../../src/adapters/pdfmake/pdfmake-renderer.ts';
import { createUnderlaidRenderer } from '../../../src/adapters/underlay/underlaid-renderer.ts';
import { builtInLayouts } from '../../../templates/built-in-layouts.ts';
import { content } from '../../templates/content.ts';
import { fileOf, folderOf, templatePdf } from '../underlay/template-pdfs.ts';

/** Needs poppler and qpdf: what other readers find in our files. */
const isThere = (program: string, flag: string, name: string): boolean => {
  const there = spawnSync(program, [flag]).status === 0;
  if (!there)
    process.stderr.write(`SKIPPED: what ${program} finds in tagged PDFs. To run it: apt-get install ${name}\n`);
  return there;
};
const hasPoppler = isThere('pdfinfo', '-v', 'poppler-utils');
const hasQpdf = isThere('qpdf', '--version', 'qpdf');

const folder = mkdtempSync(join(tmpdir(), 'tagged-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const path = join(folder, 'it.pdf');
const asked = (program: string, ...options: readonly string[]) => {
  const { stdout, stderr, status } = spawnSync(program, [...options, path], { encoding: 'utf8' });
  return { lines: stdout.split('\n').map((line) => line.trim()), stderr, status };
};

const plain = createPdfmakeRenderer();
const kinds = [
  ...[...builtInLayouts.keys()].map(
    (layout) => [layout, () => plain.render(content({ name: 'Ada דוד' }, { layout }))] as const,
  ),
  [
    'over a template',
    async () => {
      const template = await templatePdf();
      return createUnderlaidRenderer(plain, folderOf(template)).render(content({}, { underlay: fileOf(template) }));
    },
  ] as const,
];

describe.skipIf(!hasPoppler)('poppler', () => {
  it('reads the structure in the order of reading', async () => {
    writeFileSync(path, await plain.render(content()));

    expect(asked('pdfinfo', '-struct-text').lines.filter((line) => line !== '')).toEqual([
      'Document',
      'H1 (block)',
      '"CERTIFICATE"',
      'P (block)',
      '"Issued January 31, 2026"',
      'P (block)',
      '"This is to certify that"',
      'H2 (block)',
      '"Ada Lovelace"',
      'P (block)',
      '"successfully completed"',
      'P (block)',
      '"DemoX: edX Demonstration Course"',
      'P (block)',
      '"a course of study offered by edX, an online learning initiative of Some Institution through edX."',
      'P (block)',
      '"HONOR CODE CERTIFICATE"',
      'P (block)',
      'Link (inline)',
      '"*Authenticity of this certificate can be verified at https://verify.example.org/cert/abcdef0123456789abcdef0123456789"',
      expect.stringMatching(/^Object \d+ 0$/),
      'Figure:',
      '/Placement /Block',
      expect.stringMatching(/^\/BBox \[/),
      '""',
    ]);
  });

  it.each(kinds)('finds a tagged document with all fonts in it: %s', async (_, render) => {
    writeFileSync(path, await render());
    const [, , ...fonts] = asked('pdffonts').lines.filter((line) => line !== '');

    expect(asked('pdfinfo').lines.find((line) => line.startsWith('Tagged:'))).toMatch(/yes$/);
    expect(asked('pdfinfo', '-struct-text')).toMatchObject({ stderr: '', status: 0 });
    expect(fonts.length).toBeGreaterThan(1);
    for (const font of fonts.filter((line) => !line.startsWith('Helvetica'))) {
      expect(font).toMatch(/ yes +yes +yes +\d+ +0$/);
    }
  });
});

describe.skipIf(!hasQpdf)('qpdf', () => {
  it.each(kinds)('finds nothing wrong: %s', async (_, render) => {
    writeFileSync(path, await render());

    expect(asked('qpdf', '--check')).toMatchObject({ status: 0, stderr: '' });
  });
});
