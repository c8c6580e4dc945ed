import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PDFDict, PDFDocument, PDFName, type PDFRawStream, PDFStream } from '@cantoo/pdf-lib';
import { describe, expect, it } from 'vitest';
import { createCertificateCheck } from '../../../src/adapters/pdf-check/check-certificate.ts';
import { createPdfmakeRenderer } from '../../../src/adapters/pdfmake/pdfmake-renderer.ts';
import { createUnderlaidRenderer } from '../../../src/adapters/underlay/underlaid-renderer.ts';
import { createCheckedRenderer } from '../../../src/app/checked-renderer.ts';
import { content } from '../../templates/content.ts';
import { fileOf, folderOf } from './template-pdfs.ts';
import { writtenPage } from './written-pdf.ts';

/** A certificate over a template, which is found to be right as it is before every publication. */
const over = (bytes: Uint8Array) => {
  const renderer = createUnderlaidRenderer(createPdfmakeRenderer(), folderOf(bytes));
  return createCheckedRenderer(renderer, createCertificateCheck()).render(content({}, { underlay: fileOf(bytes) }));
};

const hasPdftoppm = spawnSync('pdftoppm', ['-v']).status === 0;
const hasQpdf = spawnSync('qpdf', ['--version']).status === 0;

/** Where the page is green, in points from its lower left corner. Rounded to whole points. */
const greenIn = (pdf: Uint8Array) => {
  const { stdout } = spawnSync('pdftoppm', ['-r', '72', '-'], { input: pdf, maxBuffer: 10_000_000 });
  const [head = '', size = ''] = stdout.subarray(0, 40).toString('latin1').split('\n');
  const [width = 0, height = 0] = size.split(' ').map(Number);
  expect(head).toBe('P6');
  const pixels = stdout.subarray(-width * height * 3);
  const found: [number, number][] = [];
  for (let at = 0; at < width * height; at += 1) {
    const [red = 0, green = 0, blue = 0] = pixels.subarray(at * 3, at * 3 + 3);
    if (red < 60 && green > 100 && green < 150 && blue < 60) found.push([at % width, height - Math.floor(at / width)]);
  }
  const [xs, ys] = [found.map(([x]) => x), found.map(([, y]) => y)];
  return found.length === 0
    ? null
    : { left: Math.min(...xs), bottom: Math.min(...ys) - 1, right: Math.max(...xs) + 1, top: Math.max(...ys) };
};

const near = (value: number) => expect.closeTo(value, -0.5);
const square = { left: near(200), bottom: near(200), right: near(300), top: near(300) };

/** All that a certificate says, unpacked, but what it draws. */
const unpackedText = async (pdf: Uint8Array): Promise<string> =>
  Buffer.from(await (await PDFDocument.load(pdf)).save({ useObjectStreams: false })).toString('latin1');

const underlayIn = async (pdf: Uint8Array): Promise<PDFRawStream> => {
  const page = (await PDFDocument.load(pdf)).getPage(0).node;
  const forms = page.Resources()?.lookup(PDFName.of('XObject'), PDFDict);
  return forms?.lookup(PDFName.of('Underlay'), PDFStream) as PDFRawStream;
};

describe.skipIf(!hasPdftoppm)('of a template is shown', () => {
  it.each([
    ['its page as it stands', '', square],
    ['the paper alone, when the crop box is larger', '/CropBox [-500 -500 2000 2000]', square],
    ['the paper, when the crop box lies beside it', '/CropBox [2000 2000 3000 3000]', square],
    ['what boxes hold that are written from another corner', '/MediaBox [842 595 0 0] /CropBox [842 0 0 595]', square],
    [
      'what stands left of and below nought',
      '/MediaBox [-100 -50 742 545]',
      { left: near(300), bottom: near(250), right: near(400), top: near(350) },
    ],
    [
      'a part, as large as it fits',
      '/CropBox [0 0 421 297.5]',
      { left: near(400), bottom: near(400), right: near(600), top: near(595) },
    ],
    [
      'a page that stands on its head',
      '/Rotate 180',
      { left: near(542), bottom: near(295), right: near(642), top: near(395) },
    ],
    [
      'a page that was turned backwards',
      '/MediaBox [0 0 595 842] /Rotate -90',
      { left: near(542), bottom: near(200), right: near(642), top: near(300) },
    ],
  ])('%s', async (_, page, expected) => {
    expect(greenIn(await over(writtenPage({ page })))).toEqual(expected);
  });

  it('what a reader shows of it by itself: no layer that is hidden', async () => {
    const layered = (state: string) =>
      writtenPage({
        catalog: `/OCProperties << /OCGs [10 0 R 11 0 R] /D << ${state} >> >>`,
        resources: '/Properties << /L 12 0 R >>',
        content: { dict: '', bytes: '/OC /L BDC 0 0.5 0 rg 200 200 100 100 re f EMC' },
        more: {
          10: '<< /Type /OCG /Name (Shown) >>',
          11: '<< /Type /OCG /Name (Elsewhere) >>',
          12: '<< /Type /OCMD /OCGs [10 0 R] >>',
        },
      });
    const [shown, hidden] = [layered('/OFF [11 0 R]'), layered('/OFF [10 0 R] /Order [10 0 R]')];
    const off = layered('/BaseState /OFF /ON [11 0 R]');

    expect(greenIn(shown)).toEqual(square);
    expect(greenIn(await over(shown))).toEqual(square);
    for (const template of [hidden, off]) {
      expect(greenIn(template)).toBeNull();
      expect(greenIn(await over(template))).toBeNull();
    }
    expect(await unpackedText(await over(hidden))).not.toContain('Elsewhere');
  });

  it('a page that is drawn in parts, of which some are empty or missing', async () => {
    const parts = writtenPage({
      page: '/Contents [10 0 R 11 0 R 99 0 R null 12 0 R]',
      more: {
        10: { dict: '', bytes: '0 0.5 0 rg 200 200' },
        11: { dict: '/Filter /FlateDecode', bytes: '' },
        12: { dict: '', bytes: '100 100 re f' },
      },
    });

    expect(greenIn(await over(parts))).toEqual(square);
  });

  it('what is packed in letters', async () => {
    const hexadecimal = Buffer.from('0 0.5 0 rg 200 200 100 100 re f').toString('hex');
    const parts = writtenPage({ content: { dict: '/Filter [/ASCIIHexDecode]', bytes: `${hexadecimal}>` } });

    expect(greenIn(await over(parts))).toEqual(square);
  });

  it('a stream whose length is told elsewhere, although it speaks of streams', async () => {
    const bytes = '(a stream in the hills) pop 0 0.5 0 rg 200 200 100 100 re f';
    const told = writtenPage({
      content: { dict: '/Length 10 0 R', bytes },
      more: { 10: String(bytes.length) },
    });

    expect(greenIn(await over(told))).toEqual(square);
  });

  it.skipIf(!hasQpdf)('what qpdf has made readable, or packed as tight as it can', async () => {
    const bytes = '% not a stream\n0 0.5 0 rg 200 200 100 100 re f';
    const folder = mkdtempSync(join(tmpdir(), 'templates-'));
    const path = join(folder, 'template.pdf');
    writeFileSync(path, writtenPage({ content: { dict: '', bytes } }));
    for (const options of [
      ['--qdf'],
      ['--qdf', '--object-streams=disable'],
      ['--object-streams=generate'],
      ['--linearize'],
    ]) {
      const { stdout } = spawnSync('qpdf', [...options, path, '-']);

      expect(greenIn(await over(stdout)), options.join(' ')).toEqual(square);
    }
    rmSync(folder, { recursive: true });
  });

  it('colours as they shine through each other in the template', async () => {
    const group = '/Group << /Type /Group /S /Transparency /CS /DeviceRGB /I true /K true >>';
    const { dict } = await underlayIn(await over(writtenPage({ page: group })));

    expect(String(dict.lookup(PDFName.of('Group'), PDFDict)).replaceAll('\n', ' ')).toBe(
      '<< /Type /Group /S /Transparency /CS /DeviceRGB /I true /K true >>',
    );
  });
});

describe('what a template says of its inks', () => {
  const inked = (bytes: string, components: number) =>
    writtenPage({
      catalog: '/OutputIntents [10 0 R]',
      content: { dict: '', bytes },
      more: {
        10: '<< /Type /OutputIntent /S /GTS_PDFX /OutputConditionIdentifier (FOGRA39) /DestOutputProfile 11 0 R >>',
        11: { dict: `/N ${components}`, bytes: 'profile' },
      },
    });

  it('stays with it', async () => {
    const text = await unpackedText(await over(inked('0 1 0 0 k 200 200 100 100 re f', 4)));

    expect(text).toContain('FOGRA39');
    expect(text).toContain('profile');
  });

  it.each([
    ['it uses none', '0 1 0 rg 200 200 100 100 re f', 4],
    ['it is said of a screen', '0 1 0 0 k 200 200 100 100 re f', 3],
  ])('is left behind when %s', async (_, bytes, components) => {
    expect(await unpackedText(await over(inked(bytes, components)))).not.toContain('FOGRA39');
  });
});

describe('what is not seen of a template', () => {
  const secret = 'Sekret';
  const all = writtenPage({
    catalog:
      `/OpenAction << /S /JavaScript /JS (${secret}) >> /AcroForm << /Fields [13 0 R] >> /Metadata 12 0 R ` +
      `/Names << /EmbeddedFiles << /Names [(${secret}) 14 0 R] >> >> /PieceInfo << /P << /Private (${secret}) >> >> /AF [14 0 R]`,
    page:
      `/Annots [13 0 R] /AA << /O << /S /JavaScript /JS (${secret}) >> >> /Metadata 12 0 R /AF [14 0 R] ` +
      `/PieceInfo << /P << /Private (${secret}) >> >> /Thumb 12 0 R /B [12 0 R] /Group << /S /Transparency /P 13 0 R >>`,
    resources:
      '/XObject << /X 10 0 R /Y 16 0 R >> /Properties << /M << /Metadata 12 0 R >> >> /ProcSet [13 0 R] /Other 12 0 R ' +
      '/ExtGState << /G << /Type /ExtGState /SA true /Page 3 0 R /Back 1 0 R /More [14 0 R 12 0 R] >> >>',
    content: { dict: '', bytes: '/X Do' },
    more: {
      10: {
        dict:
          '/Type /XObject /Subtype /Form /BBox [0 0 500 500] /Metadata 12 0 R /AF [14 0 R] /StructParents 0 ' +
          `/PieceInfo << /P << /Private (${secret}) >> >> /OPI << /2.0 << /F (${secret}) >> >> /Ref << /F 14 0 R /Page 0 >>`,
        bytes: '0 0.5 0 rg 200 200 100 100 re f',
      },
      12: { dict: '/Type /Metadata /Subtype /XML', bytes: secret },
      13: `<< /Type /Annot /Subtype /Text /Rect [0 0 9 9] /Contents (${secret}) >>`,
      14: `<< /Type /Filespec /F (${secret}) /EF << /F 15 0 R >> >>`,
      15: { dict: '/Type /EmbeddedFile', bytes: secret },
      16: { dict: '/Type /EmbeddedFile', bytes: secret },
    },
  });

  it('is in no certificate', async () => {
    const pdf = await over(all);
    const text = await unpackedText(pdf);

    expect(Buffer.from(all).toString('latin1')).toContain(secret);
    expect(text).not.toContain(secret);
    for (const key of ['JavaScript', 'EmbeddedFile', 'PieceInfo', 'AcroForm', 'OPI', 'Annots [ 1']) {
      expect(text).not.toContain(key);
    }
    if (hasPdftoppm) expect(greenIn(pdf)).toEqual(square);
  });
});
