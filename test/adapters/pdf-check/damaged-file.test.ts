import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCertificateCheck } from '../../../src/adapters/pdf-check/check-certificate.ts';
import { onlyPage } from '../../../src/adapters/pdf-check/only-page.ts';
import { openPdf } from '../../../src/adapters/pdf-check/pdf-file.ts';
import { createPdfmakeRenderer } from '../../../src/adapters/pdfmake/pdfmake-renderer.ts';
import { SelfCheckError } from '../../../src/ports/certificate-check.ts';
import { content } from '../../templates/content.ts';
import { compactPdf, handwrittenPdf } from './handwritten-pdf.ts';

const pdf = await createPdfmakeRenderer().render(content());

const codeFor = (file: Uint8Array): string => {
  try {
    createCertificateCheck().check(file, content());
    return 'right';
  } catch (error) {
    if (!(error instanceof SelfCheckError)) throw error;
    return error.code;
  }
};

describe('a damaged file', () => {
  it('is found wherever it is cut off', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: pdf.length - 7 }), (length) => {
        expect(codeFor(pdf.subarray(0, length))).toBe('self-check-unreadable');
      }),
    );
  });

  it('never breaks the reader, whichever bytes are others', () => {
    const change = fc.record({ at: fc.nat(pdf.length - 1), byte: fc.nat(255) });
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 5 }), (changes) => {
        const changed = Uint8Array.from(pdf);
        for (const { at, byte } of changes) changed[at] = byte;
        expect(codeFor(changed)).toMatch(/^(right|self-check-[a-z]+)$/);
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ['no PDF at all', Buffer.from('<html></html>'), 'it is no PDF'],
    ['encrypted', handwrittenPdf({ trailer: '/Encrypt 9 0 R' }), 'it is encrypted'],
    ['with tables in a circle', handwrittenPdf({ trailer: '/Prev TABLE' }), 'its tables go on and on'],
  ])('is refused in words: %s', (_, file, because) => {
    expect(() => openPdf(file)).toThrow(`the finished PDF cannot be read again: ${because}`);
  });

  it('cannot fill the stack or the memory', () => {
    const deep = handwrittenPdf({ resources: '<< /X '.repeat(5_000) + '>> '.repeat(5_000) });
    expect(() => onlyPage(openPdf(deep))).toThrow('it is nested too deep');
    const circle = handwrittenPdf({ page: '/Annots 5 0 R', objects: ['<< /Length 5 0 R >>\nstream\n'] });
    expect(() => onlyPage(openPdf(circle))).toThrow('a stream is cut off');
    const huge = handwrittenPdf({ content: ' '.repeat(40_000_000) });
    expect(() => onlyPage(openPdf(huge))).toThrow('a stream cannot be unpacked');
  });
});

describe('a file that another program has written', () => {
  it.each([
    ['with a table', handwrittenPdf],
    ['packed', compactPdf],
  ])('is read: %s', (_, written) => {
    const link = '<< /Type /Annot /Subtype /Link /A << /S /URI /URI (https://a.example/\\(x\\)\\057y) >> >>';
    const page = onlyPage(openPdf(written({ content: '0 g', page: `/Annots [5 0 R]`, objects: [link] })));

    expect(page).toMatchObject({ widthPt: 841.89, heightPt: 595.28, annotations: [expect.any(Map)] });
    expect(page.annotations[0]?.get('/A')).toEqual(
      new Map<string, unknown>([
        ['/S', '/URI'],
        ['/URI', new Uint8Array(Buffer.from('https://a.example/(x)/y'))],
      ]),
    );
    expect(Buffer.from(page.content).toString()).toBe('0 g');
  });
});
