import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { createDeflate, deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { createPdfmakeRenderer } from '../../../src/adapters/pdfmake/pdfmake-renderer.ts';
import { createUnderlaidRenderer } from '../../../src/adapters/underlay/underlaid-renderer.ts';
import { content } from '../../templates/content.ts';
import { fileOf, folderOf } from './template-pdfs.ts';
import { writtenPage, writtenPdf } from './written-pdf.ts';

const over = (bytes: Uint8Array) =>
  createUnderlaidRenderer(createPdfmakeRenderer(), folderOf(bytes)).render(content({}, { underlay: fileOf(bytes) }));

const MIB = 1_048_576;
/** Half a gigabyte, in half a megabyte. */
const swelling = await buffer(Readable.from(Array(512).fill(Buffer.alloc(MIB, ' '))).pipe(createDeflate()));
const twice = deflateSync(swelling);

/** What says that it is a table of objects, and of how many. */
const table = (dict: string) =>
  Buffer.concat([
    Buffer.from(writtenPage({ more: { 10: { dict: `/Type /XRef /Root 1 0 R ${dict}`, bytes: twice } } })),
  ]);

/** Lets every code of LZW stand for a longer text: all blanks. */
const lzw = (codes: number): Buffer => {
  let bits = '';
  let width = 9;
  let next = 258;
  const put = (code: number): void => {
    bits += code.toString(2).padStart(width, '0');
  };
  for (let count = 0; count < codes; count += 1) {
    if (next >= 4_000 || count === 0) {
      put(256);
      [width, next] = [9, 258];
      put(32);
      continue;
    }
    put(next);
    next += 1;
    if (next + 1 >= 2 ** width) width += 1;
  }
  put(257);
  return Buffer.from((bits.match(/.{1,8}/g) ?? []).map((byte) => Number.parseInt(byte.padEnd(8, '0'), 2)));
};

const drawn = { dict: '', bytes: '/X Do' };
const form = (dict: string, bytes: Uint8Array) => ({
  10: { dict: `/Type /XObject /Subtype /Form /BBox [0 0 9 9] ${dict}`, bytes },
});
const flate = '/Filter /FlateDecode';

const bombs: readonly (readonly [string, Uint8Array])[] = [
  ['its content', writtenPage({ content: { dict: flate, bytes: swelling } })],
  [
    'its content, with a name in other letters',
    writtenPage({ content: { dict: '/Filter /#46lateDecode', bytes: swelling } }),
  ],
  [
    'its content, packed twice',
    writtenPage({ content: { dict: '/Filter [/FlateDecode /FlateDecode]', bytes: twice } }),
  ],
  ['its content, packed otherwise', writtenPage({ content: { dict: '/Filter /LZWDecode', bytes: lzw(200_000) } })],
  [
    'its content, in many parts',
    writtenPage({
      page: `/Contents [${'10 0 R '.repeat(40)}]`,
      more: { 10: { dict: flate, bytes: deflateSync(Buffer.alloc(2 * MIB, ' ')) } },
    }),
  ],
  ['a form', writtenPage({ resources: '/XObject << /X 10 0 R >>', content: drawn, more: form(flate, swelling) })],
  [
    'a form in a form',
    writtenPage({
      resources: '/XObject << /X 10 0 R >>',
      content: drawn,
      more: {
        ...form('/Resources << /XObject << /X 11 0 R >> >>', Buffer.from('/X Do')),
        11: { dict: `/Type /XObject /Subtype /Form /BBox [0 0 9 9] ${flate}`, bytes: swelling },
      },
    }),
  ],
  ['packed objects', writtenPage({ more: { 10: { dict: `/Type /ObjStm /N 1 /First 10 ${flate}`, bytes: swelling } } })],
  [
    'packed objects that call themselves an image',
    writtenPage({ more: { 10: { dict: `/Type /ObjStm /Subtype /Image /N 1 /First 10 ${flate}`, bytes: swelling } } }),
  ],
];

/** The most that the process has held while `work` was done, in bytes more than before. */
const peakOf = async (work: () => Promise<unknown>): Promise<number> => {
  const before = process.memoryUsage().rss;
  let peak = 0;
  const timer = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage().rss - before);
  }, 5);
  await work();
  clearInterval(timer);
  return Math.max(peak, process.memoryUsage().rss - before);
};

describe('a template that swells when it is unpacked', () => {
  it.each(bombs)('in %s makes no certificate, and never has its memory', async (_, bytes) => {
    const peak = await peakOf(() => expect(over(bytes)).rejects.toMatchObject({ code: 'template-too-large' }));

    expect(peak).toBeLessThan(400 * MIB);
  });

  it('where nothing of the page needs it is never unpacked, and left behind', async () => {
    const bytes = writtenPage({ more: { 10: { dict: flate, bytes: swelling } } });
    const pdf = await over(bytes);

    expect(pdf.length).toBeLessThan(swelling.length);
  });

  it.each([
    ['many', '/Size 2000000000 /W [1 2 1]'],
    ['many, which take no room', '/Size 12 /W [0 0 0] /Index [0 2000000000]'],
  ])('is not asked for its table, though that speaks of %s objects', async (_, dict) => {
    expect((await over(table(`${dict} ${flate}`))).length).toBeGreaterThan(1_000);
  });

  it('is not asked for more objects than stand in a stream, and each is read once', async () => {
    const list = `${'['.repeat(50)}${'1 '.repeat(1_000)}${']'.repeat(50)}`;
    const offsets = Array.from({ length: 50 }, (_, at) => `${20 + at} ${at}`).join(' ');
    const bytes = writtenPage({
      more: {
        10: {
          dict: `/Type /ObjStm /N 2000000000 /First ${offsets.length + 1} ${flate}`,
          bytes: deflateSync(Buffer.from(`${offsets} ${list}`)),
        },
      },
    });

    await expect(over(bytes)).rejects.toMatchObject({ code: 'template-damaged' });
  });

  it('since its pages go in circles, or are one page a million times, ends soon', async () => {
    const circle = writtenPdf({ 1: '<< /Type /Catalog /Pages 2 0 R >>', 2: '<< /Type /Pages /Kids [2 0 R] >>' });
    const levels = Object.fromEntries(
      Array.from({ length: 30 }, (_, at) => [at + 2, `<< /Type /Pages /Kids [${at + 3} 0 R ${at + 3} 0 R] >>`]),
    );
    const million = writtenPdf({
      1: '<< /Type /Catalog /Pages 2 0 R >>',
      ...levels,
      32: '<< /Type /Pages /Kids [] >>',
    });

    for (const bytes of [circle, million]) {
      await expect(over(bytes)).rejects.toMatchObject({ code: 'template-damaged' });
    }
  });
});
