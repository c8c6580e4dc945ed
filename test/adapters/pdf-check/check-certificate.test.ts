import fc from 'fast-check';
import pdfmake from 'pdfmake';
import { describe, expect, it } from 'vitest';
import { loadFonts } from '../../../src/adapters/fonts/load-fonts.ts';
import { checkPrint, createCertificateCheck } from '../../../src/adapters/pdf-check/check-certificate.ts';
import { createPdfmakeRenderer } from '../../../src/adapters/pdfmake/pdfmake-renderer.ts';
import { provideFonts } from '../../../src/adapters/pdfmake/provide-fonts.ts';
import { createUnderlaidRenderer } from '../../../src/adapters/underlay/underlaid-renderer.ts';
import { SelfCheckError } from '../../../src/ports/certificate-check.ts';
import { awkwardNames as triedNames } from '../../../templates/awkward-names.ts';
import { builtInLayouts } from '../../../templates/built-in-layouts.ts';
import { certificateDocument, type Document } from '../../../templates/certificate-document.ts';
import { expectedPrint } from '../../../templates/expected-print.ts';
import { filledBlocks } from '../../../templates/filled-blocks.ts';
import type { Layout } from '../../../templates/layout.ts';
import { placedLines } from '../../../templates/placed-lines.ts';
import { awkwardNames, content } from '../../templates/content.ts';
import { moreNames, oldNames } from '../pdfmake/names.ts';
import { fileOf, folderOf, templatePdf } from '../underlay/template-pdfs.ts';

const renderer = createPdfmakeRenderer();
const fonts = await loadFonts();
provideFonts(fonts);

/** What the library makes of a document that the renderer would not have handed to it. */
const printed = (change: (document: Document) => Document, wanted = content()): Promise<Uint8Array> =>
  pdfmake.createPdf(change(certificateDocument(wanted, fonts))).getBuffer();

/** With the links that the renderer lays over a document afterwards. */
const linked = (document: Document, link: string | undefined): Document => ({
  ...document,
  content: (document.content as { text: string }[]).map((line) =>
    link && line.text.includes('Authenticity') ? { ...line, link } : line,
  ),
});

const fail = (): never => {
  throw new Error('there is no such layout');
};

const verdictOn = (pdf: Uint8Array, wanted = content()): string => {
  try {
    createCertificateCheck().check(pdf, wanted);
    return 'right';
  } catch (error) {
    if (!(error instanceof SelfCheckError)) throw error;
    return `${error.code}: ${error.message}`;
  }
};

describe('a certificate that is what was asked for', () => {
  const names = [...new Set([...oldNames, ...moreNames, ...awkwardNames, ...triedNames])];

  it.each(names)('passes with the name %j, whatever its script', async (name) => {
    // Every second layout, and the others for the next name: each script is tried in all of them.
    const layouts = [...builtInLayouts.keys()].filter((_, index) => (index + names.indexOf(name)) % 2 === 0);
    for (const [index, layout] of layouts.entries()) {
      const kind = index % 2 === 0 ? 'honor' : 'verified';
      const wanted = content({ name }, { layout, kind, longCourse: name.slice(0, 200) });
      expect(verdictOn(await renderer.render(wanted), wanted)).toBe('right');
    }
  });

  it.each([...builtInLayouts.keys()])('passes in the layout %j, with all that can stand in it', async (layout) => {
    for (const signed of [true, false]) {
      const person = { name: 'سيف Ada', grade: 'Pass', designation: 'MD' };
      const wanted = content(person, { layout, signed, disclaimer: 'No credit.', credits: '10', mdCerts: ['MD'] });
      expect(verdictOn(await renderer.render(wanted), wanted)).toBe('right');
    }
  });

  it('passes over a template, whose own words are nobody’s business', async () => {
    const template = await templatePdf();
    const wanted = content({}, { underlay: fileOf(template) });
    const pdf = await createUnderlaidRenderer(renderer, folderOf(template)).render(wanted);
    expect(verdictOn(pdf, wanted)).toBe('right');
    expect(verdictOn(pdf, content({ name: 'Ada Lovelaca' }, { underlay: fileOf(template) }))).toMatch(
      /^self-check-text/,
    );
  });

  it('passes with the QR codes of its layout, and not with a code that leads elsewhere', async () => {
    const { layout } = builtInLayouts.get('standard') ?? fail();
    const look = { quietZone: 4, dark: '#4d4e51', light: '#ffffff', alternative: 'QR code', when: [] };
    const code = { leftMm: 20, topMm: 20, sizeMm: 24, ...look };
    const coded: Layout = {
      ...layout,
      qr: [
        { ...code, level: 'M' },
        { ...code, leftMm: 250, level: 'H', light: null },
      ],
    };
    const wanted = content();
    const pdf = await createPdfmakeRenderer([], () => coded).render(wanted);
    expect(() => createCertificateCheck(() => coded).check(pdf, wanted)).not.toThrow();
    const artifacts = { ...wanted.artifacts, verifyUuid: 'f'.repeat(32) };
    const elsewhere = {
      ...expectedPrint({ ...wanted, layout: coded }),
      qr: expectedPrint({ ...wanted, artifacts, layout: coded }).qr,
    };
    expect(() => checkPrint(pdf, elsewhere)).toThrow('QR code is not right: it leads elsewhere');
  });

  it.each(['Ada \u0301Lovelace', '\u0301Ada', '\u0308'])('passes with the mark of no letter: %j', async (name) => {
    const { layout } = builtInLayouts.get('standard') ?? fail();
    const look = { face: 'regular', color: '#4d4e51', when: [] } as const;
    const parts = [
      { ...look, pattern: 'Dr. ' },
      { ...look, pattern: '{name} ', color: '#ff0000' },
      { ...look, pattern: '{name}' },
    ] as const;
    const blocks = layout.blocks.map((block) => (block.role === 'name' ? { ...block, spans: parts } : block));
    const own: Layout = { ...layout, blocks };
    const wanted = content({ name });
    expect(verdictOn(await renderer.render(wanted), wanted)).toBe('right');
    const pdf = await createPdfmakeRenderer([], () => own).render(wanted);
    expect(() => createCertificateCheck(() => own).check(pdf, wanted)).not.toThrow();
  });

  it('passes unsigned, without a link', async () => {
    const wanted = content({}, { signed: false });
    expect(verdictOn(await renderer.render(wanted), wanted)).toBe('right');
  });

  it('passes with a title of 1,000 characters, and with invisible characters in the name', async () => {
    const wanted = content(
      { name: '\u202eAda\u200b \ufe0fLovelace' },
      { longCourse: 'Übung macht den Meister '.repeat(41) },
    );
    expect(verdictOn(await renderer.render(wanted), wanted)).toBe('right');
  });

  it('passes when its accents are drawn with signs of their own', async () => {
    const wanted = content({ name: 'Jose\u0301 N\u0303u\u0308n\u0303ez i\u030b ﬄ Office' });
    expect(verdictOn(await renderer.render(wanted), wanted)).toBe('right');
  });
});

describe('a certificate that says something else', () => {
  const letters = [...'abcdefghijklmnopqrstuvwxyzÅÉßøñ ΑΒΓαβγ АБВабвё 0123456789'];
  const name = fc.array(fc.constantFrom(...letters), { minLength: 1, maxLength: 40 });

  it('is found whichever letter of the name is another one', async () => {
    await fc.assert(
      fc.asyncProperty(name, fc.nat(), fc.constantFrom('X', 'Ж', 'Ω'), async (given, index, other) => {
        const at = index % given.length;
        fc.pre(given[at] !== ' ');
        const wanted = content({ name: `N ${given.join('')}` });
        const changed = content({ name: `N ${given.with(at, other).join('')}` });
        const pdf = await renderer.render(changed);
        expect(verdictOn(pdf, changed)).toBe('right');
        expect(verdictOn(pdf, wanted)).toMatch(/^self-check-text: .*: the name reads otherwise$/);
      }),
      { numRuns: 25 },
    );
  });

  it('is found when a block is missing, printed twice, or not asked for', async () => {
    const blocks = filledBlocks(content());
    const drawn = (some: typeof blocks) =>
      pdfmake
        .createPdf(certificateDocument(content(), fonts, { lines: placedLines(some, fonts) }))
        .getBuffer() as Promise<Uint8Array>;

    for (const [index, { role }] of blocks.entries()) {
      const verdict = verdictOn(await drawn(blocks.filter((_, other) => other !== index)));
      expect(verdict).toBe(
        `self-check-text: the finished PDF does not say what was asked for: the ${role} reads otherwise`,
      );
    }
    expect(verdictOn(await drawn([...blocks, ...blocks.slice(-1)]))).toMatch(/text that nobody asked for$/);
    expect(verdictOn(await renderer.render(content()), content({}, { signed: false }))).toMatch(/nobody asked for$/);
  });

  it('is never quoted in the reason', async () => {
    const verdict = verdictOn(await renderer.render(content({ name: 'Grace Hopper' })));
    expect(verdict).not.toMatch(/Grace|Hopper|Ada|Lovelace/);
  });
});

describe('a certificate with signs that nobody can see', () => {
  it.each(['🎓', '\ue000'])('is found: %j, which the font does not have', async (sign) => {
    const pdf = await printed((document) => ({
      ...document,
      content: (document.content as { text: string }[]).map((line) =>
        line.text.includes('Lovelace') ? { ...line, text: `Ada ${sign}` } : line,
      ),
    }));
    expect(verdictOn(pdf)).toBe(
      'self-check-glyph: the finished PDF has 1 sign that nobody could see: a box, or nothing, stands for it',
    );
  });
});

describe('a certificate on the wrong paper', () => {
  it('is found when there is a second page', async () => {
    const pdf = await printed((document) => ({
      ...document,
      content: [document.content, { text: ' ', font: fonts.families[0] ?? '', pageBreak: 'before' }],
    }));
    expect(verdictOn(pdf)).toBe('self-check-page: the finished PDF has 2 pages, and should have one');
  });

  it('is found when the page has another size', async () => {
    expect(verdictOn(await printed((document) => ({ ...document, pageSize: 'LETTER' })))).toMatch(
      /^self-check-page: .*612/,
    );
  });
});

describe('a certificate that leads elsewhere', () => {
  const elsewhere = content({}, { verifyUrl: 'https://evil.example' });

  it('is found by its links', async () => {
    const drawnWith = (link: string | undefined) => printed((document) => linked(document, link));
    expect(verdictOn(await drawnWith(undefined))).toMatch(/^self-check-link: .*: a link is missing$/);
    expect(verdictOn(await drawnWith('https://evil.example'))).toMatch(
      /^self-check-link: .*1 of its links leads elsewhere$/,
    );
    expect(verdictOn(await renderer.render(elsewhere))).toMatch(/^self-check-text: .*the verification address/);
  });

  describe('by its QR code', () => {
    const { layout } = builtInLayouts.get('standard') ?? fail();
    const coded = (look: object = {}): Layout => {
      const place = { leftMm: 260, topMm: 170, sizeMm: 24, quietZone: 4, level: 'M' } as const;
      const code = { ...place, dark: '#000000', light: '#ffffff', alternative: 'QR code', when: [], ...look };
      return { ...layout, qr: [code] };
    };
    const drawnWith = (drawn: Layout) => createPdfmakeRenderer([], () => drawn).render(content());
    const expected = expectedPrint({ ...content(), layout: coded() });
    const verdict = (pdf: Uint8Array, wanted = expected): string => {
      try {
        checkPrint(pdf, wanted);
        return 'right';
      } catch (error) {
        return String(error);
      }
    };

    it('passes when it reads as it should, on white and on tinted paper', async () => {
      expect(verdict(await drawnWith(coded()))).toBe('right');
      expect(verdict(await drawnWith(coded({ dark: '#4d4e51', light: '#f0f8fc' })))).toBe('right');
    });

    it('is found when it reads otherwise, cannot be read, or is not there', async () => {
      const pdf = await drawnWith(coded());
      const otherwise = expected.qr.map((code) => ({ ...code, text: `${code.text}0` }));
      expect(verdict(pdf, { ...expected, qr: otherwise })).toMatch(/it leads elsewhere$/);
      expect(verdict(await drawnWith(coded({ dark: '#ffffff' })))).toMatch(/cannot be read$/);
      expect(verdict(await drawnWith(coded({ leftMm: 200 })))).toMatch(/cannot be read$/);
      expect(verdict(await drawnWith({ ...layout, qr: [] }))).toMatch(/cannot be read$/);
    });

    it('is found when there is another one', async () => {
      const [first] = coded().qr;
      const two = { ...layout, qr: first ? [first, { ...first, leftMm: 200 }] : [] };
      expect(verdict(await drawnWith(two))).toMatch(/there is another one/);
    });
  });
});
