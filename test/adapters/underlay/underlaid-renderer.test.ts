import { spawnSync } from 'node:child_process';
import { PDFDocument } from '@cantoo/pdf-lib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPdfmakeRenderer } from '../../../src/adapters/pdfmake/pdfmake-renderer.ts';
import { createUnderlaidRenderer } from '../../../src/adapters/underlay/underlaid-renderer.ts';
import { content } from '../../templates/content.ts';
import { fileOf, folderOf, pngOf, templatePdf } from './template-pdfs.ts';

const plain = createPdfmakeRenderer();
const over = (bytes: Uint8Array, where: { file?: string; page?: number } = {}) =>
  createUnderlaidRenderer(plain, folderOf(bytes)).render(content({}, { underlay: fileOf(bytes, where) }));

const hasPdftotext = spawnSync('pdftotext', ['-v']).status === 0;
const textOf = (pdf: Uint8Array): string =>
  spawnSync('pdftotext', ['-layout', '-', '-'], { input: pdf, encoding: 'utf8' }).stdout;

describe('a certificate over a template', () => {
  it.skipIf(!hasPdftotext)('says what both say', async () => {
    const text = textOf(await over(await templatePdf()));

    expect(text).toContain('Page 1 of the designer');
    expect(text).toContain('Ada Lovelace');
  });

  it('is one page of its own size and properties, which the template does not change', async () => {
    const pdf = await PDFDocument.load(await over(await templatePdf({ size: [300, 200] })), { updateMetadata: false });

    expect(pdf.getPageCount()).toBe(1);
    expect(pdf.getPage(0).getWidth()).toBeCloseTo(841.89, 1);
    expect(pdf.getTitle()).toContain('Ada Lovelace');
    expect(pdf.getCreationDate()).toEqual(new Date('2026-01-31T10:20:30.000Z'));
  });

  it('leaves the ornament away', async () => {
    const bare = await plain.render(content({}, { underlay: fileOf(await templatePdf()) }));

    expect(bare.length).toBeLessThan((await plain.render(content())).length - 5_000);
  });

  it('has the same bytes whenever it is made', async () => {
    const template = await templatePdf();
    const renderer = createUnderlaidRenderer(plain, folderOf(template));
    const asked = content({}, { underlay: fileOf(template) });
    const [first, , third] = await Promise.all(
      [asked, content({ name: 'Other' }, { underlay: fileOf(template) }), asked].map((certificate) =>
        renderer.render(certificate),
      ),
    );

    expect(Buffer.from(first ?? []).equals(Buffer.from(third ?? [1]))).toBe(true);
    expect(Buffer.from(await over(template)).equals(Buffer.from(first ?? []))).toBe(true);
  });

  it('reads a template once for many certificates', async () => {
    const template = await templatePdf();
    const folder = folderOf(template);
    const renderer = createUnderlaidRenderer(plain, folder);
    for (const name of ['Ada', 'Grace', 'Katherine']) {
      await renderer.render(content({ name }, { underlay: fileOf(template) }));
    }

    expect(folder.reads.count).toBe(1);
  });

  it('brings nothing of the template but what is seen', async () => {
    const document = await PDFDocument.load(await templatePdf());
    document
      .getPage(0)
      .node.set(
        (await import('@cantoo/pdf-lib')).PDFName.of('AA'),
        document.context.obj({ O: { S: 'JavaScript', JS: 'app.alert(1)' } }),
      );
    const pdf = await over(await document.save({ useObjectStreams: false }));
    const reread = await (await PDFDocument.load(pdf)).save({ useObjectStreams: false });

    expect(Buffer.from(reread).toString('latin1')).not.toContain('JavaScript');
  });

  it('can lie over another page, and over an image', async () => {
    const pages = await templatePdf({ pages: 3 });
    if (hasPdftotext) expect(textOf(await over(pages, { page: 2 }))).toContain('Page 2 of the designer');
    const image = Buffer.from(await over(pngOf(30, 20), { file: 'paper.png' }));

    expect((await PDFDocument.load(image)).getPageCount()).toBe(1);
  });

  it('over an empty page is the certificate alone', async () => {
    const empty = await PDFDocument.create();
    empty.addPage();
    const template = await empty.save();

    expect(await over(template)).toEqual(await plain.render(content({}, { underlay: fileOf(template) })));
  });
});

describe('a template that cannot be used', () => {
  const truncated = async () => (await templatePdf()).subarray(0, 700);
  const inTheMiddle = async () => {
    const file = Buffer.from(await templatePdf());
    return Buffer.concat([file.subarray(0, 300), Buffer.alloc(200, 0x20), file.subarray(500)]);
  };

  it.each([
    ['no PDF', async () => Buffer.from('<html>'), {}, 'template-not-pdf'],
    ['empty', async () => new Uint8Array(), {}, 'template-not-pdf'],
    ['truncated', truncated, {}, 'template-damaged'],
    ['damaged in the middle', inTheMiddle, {}, 'template-damaged'],
    ['a head and a tail with nothing between', async () => Buffer.from('%PDF-1.7\n%%EOF'), {}, 'template-damaged'],
    ['encrypted', () => templatePdf({ password: 'secret' }), {}, 'template-encrypted'],
    ['encrypted without a password to open it', () => templatePdf({ password: '' }), {}, 'template-encrypted'],
    ['a book', () => templatePdf({ pages: 11 }), {}, 'template-pages'],
    ['a page short', () => templatePdf(), { page: 2 }, 'template-pages'],
    ['an image by name only', () => templatePdf(), { file: 'a.png' }, 'template-not-image'],
    ['a broken image', async () => pngOf(8, 8).subarray(0, 50), { file: 'a.png' }, 'template-damaged'],
    ['an image larger than a field', async () => pngOf(70_000, 70_000), { file: 'a.png' }, 'template-too-large'],
  ])('since it is %s, makes no certificate, and says why', async (_, make, where, code) => {
    await expect(over(await make(), where)).rejects.toMatchObject({ name: 'RenderError', code, retryable: false });
  });

  it('does no harm to the next certificate', async () => {
    const bad = Buffer.from('%PDF-1.7\n%%EOF');
    const renderer = createUnderlaidRenderer(plain, folderOf(bad));
    await expect(renderer.render(content({}, { underlay: fileOf(bad) }))).rejects.toThrow('damaged');

    expect((await renderer.render(content())).length).toBeGreaterThan(1_000);
  });

  it('whatever bytes it is made of, ends in a reason with a code', async () => {
    const good = Buffer.from(await templatePdf());
    const spoilt = fc
      .array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { minLength: 1, maxLength: 40 })
      .map((changes) => {
        const bytes = Buffer.from(good);
        for (const [at, byte] of changes) bytes[at] = byte;
        return bytes;
      });
    await fc.assert(
      fc.asyncProperty(spoilt, async (bytes) => {
        const outcome = await over(bytes).then(
          () => 'made',
          (error: unknown) => (error as { code?: string }).code,
        );
        expect(['made', 'template-not-pdf', 'template-damaged', 'template-encrypted', 'template-pages']).toContain(
          outcome,
        );
      }),
      { numRuns: 60, seed: 1 },
    );
  });
});
