import { inflateSync } from 'node:zlib';
import { PDFDict, PDFName, type PDFRawStream, PDFStream } from '@cantoo/pdf-lib';
import { describe, expect, it } from 'vitest';
import { createPdfmakeRenderer } from '../../../src/adapters/pdfmake/pdfmake-renderer.ts';
import { builtInLayouts } from '../../../templates/built-in-layouts.ts';
import { awkwardNames, content } from '../../templates/content.ts';
import { structureIn, type Tagged } from './pdf-structure.ts';

const renderer = createPdfmakeRenderer();
const marksIn = ({ parts }: Tagged): readonly number[] =>
  parts.flatMap((part) => (typeof part === 'number' ? [part] : typeof part === 'string' ? [] : marksIn(part)));
const sorted = (marks: readonly number[]) => [...marks].sort((a, b) => a - b);

describe('a tagged certificate', () => {
  it('is a document of headings, paragraphs and a link with its place on the page', async () => {
    const { tree, problems } = await structureIn(await renderer.render(content()));

    expect(problems).toEqual([]);
    expect(tree).toMatchObject({
      tag: 'Document',
      parts: [
        { tag: 'H1', parts: [1] },
        { tag: 'P', parts: [2] },
        { tag: 'P', parts: [3] },
        { tag: 'H2', parts: [4] },
        { tag: 'P' },
        { tag: 'P' },
        { tag: 'P' },
        { tag: 'P' },
        { tag: 'P', parts: [{ tag: 'Link', parts: [9, 'Link'] }] },
        { tag: 'Figure', parts: [0] },
      ],
    });
  });

  it('says so, and is read in the order of its structure, by its title', async () => {
    const { document, page } = await structureIn(await renderer.render(content()));
    const { catalog } = document;

    expect(String(catalog.lookup(PDFName.of('MarkInfo'), PDFDict).get(PDFName.of('Marked')))).toBe('true');
    expect(String(catalog.lookup(PDFName.of('ViewerPreferences'), PDFDict).get(PDFName.of('DisplayDocTitle')))).toBe(
      'true',
    );
    expect(String(catalog.get(PDFName.of('Lang')))).toBe('(en)');
    expect(String(page.node.get(PDFName.of('Tabs')))).toBe('/S');
  });

  it.each([...builtInLayouts.keys()])('in the layout %s has a place for everything that is drawn', async (layout) => {
    for (const name of ['Ada Lovelace', 'דוד (בן) גוריון 12', ...awkwardNames.slice(0, 3)]) {
      const { tree, problems, marksOnPage } = await structureIn(await renderer.render(content({ name }, { layout })));

      expect(problems).toEqual([]);
      expect(sorted(marksIn(tree))).toEqual(marksOnPage.filter((mark) => mark !== 'Artifact'));
    }
  });

  it('leaves the ornament to the eye, and says where the code leads to', async () => {
    const { tree, marksOnPage } = await structureIn(await renderer.render(content()));

    expect(marksOnPage.slice(0, 2)).toEqual(['Artifact', 0]);
    expect(tree.parts.at(-1)).toEqual({
      tag: 'Figure',
      alternative: 'QR code that leads to https://verify.example.org/cert/abcdef0123456789abcdef0123456789',
      parts: [0],
    });
  });

  it('reads a name from right to left as it is read, in its language', async () => {
    const { tree } = await structureIn(await renderer.render(content({ name: 'דוד (בן) גוריון 12' })));

    expect(tree.parts[3]).toMatchObject({ tag: 'H2', language: 'he', reads: 'דוד (בן) גוריון 12', parts: [5, 4] });
  });

  it('stays under 60 KB with a Latin name, tags and code', async () => {
    expect((await renderer.render(content({ name: 'Ğulsüm Łukasz Ñandú-Ångström' }))).length).toBeLessThan(60_000);
  });

  it('has the same bytes for the same input, whatever came before', async () => {
    const asked = content({ name: 'דוד Ada' });
    const first = await renderer.render(asked);
    await Promise.all([renderer.render(content({ name: 'محمد' })), renderer.render(content({ name: 'Άδα' }))]);

    expect(Buffer.from(await renderer.render(asked)).equals(first)).toBe(true);
  });

  it('has all of its fonts in it', async () => {
    const { document } = await structureIn(await renderer.render(content({ name: 'Ada דוד Άδα' })));
    const descriptors = document.context
      .enumerateIndirectObjects()
      .map(([, object]) => object)
      .filter((object): object is PDFDict => object instanceof PDFDict)
      .filter((dict) => dict.get(PDFName.of('Type')) === PDFName.of('FontDescriptor'));

    expect(descriptors.length).toBeGreaterThan(3);
    for (const descriptor of descriptors) {
      expect(descriptor.lookup(PDFName.of('FontFile2')) ?? descriptor.lookup(PDFName.of('FontFile3'))).toBeInstanceOf(
        PDFStream,
      );
    }
  });
});

describe('the metadata of a certificate', () => {
  const name = 'דוד <b>&amp;</b> "]]>" 🎓';
  const metadataIn = async () => {
    const { document } = await structureIn(await renderer.render(content({ name }, { longOrg: 'Smith & Sons' })));
    const stream = document.catalog.lookup(PDFName.of('Metadata')) as PDFRawStream;
    const isPacked = stream.dict.has(PDFName.of('Filter'));
    return { document, xmp: Buffer.from(isPacked ? inflateSync(stream.contents) : stream.contents).toString('utf8') };
  };
  const said = (xmp: string, tag: string): string =>
    (new RegExp(`<${tag}>(?:<rdf:\\w+><rdf:li[^>]*>)?([^<]*)<`).exec(xmp)?.[1] ?? '')
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&amp;', '&');

  it('says the same in its properties and in XMP, whatever is in a name', async () => {
    const { document, xmp } = await metadataIn();

    expect(document.getTitle()).toBe(`\u2068${name}\u2069 – \u2068edX Demonstration Course\u2069`);
    expect(said(xmp, 'dc:title')).toBe(document.getTitle());
    expect(said(xmp, 'dc:creator')).toBe(document.getAuthor());
    expect(document.getAuthor()).toBe('Smith & Sons');
    expect(said(xmp, 'dc:description')).toBe(document.getSubject());
    expect(said(xmp, 'xmp:CreatorTool')).toBe(document.getCreator());
    expect(said(xmp, 'pdf:Producer')).toBe(document.getProducer());
    expect(new Date(said(xmp, 'xmp:CreateDate'))).toEqual(document.getCreationDate());
    expect(new Date(said(xmp, 'xmp:ModifyDate'))).toEqual(document.getModificationDate());
  });

  it('claims no conformance that nobody has validated', async () => {
    const { xmp } = await metadataIn();

    expect(xmp).not.toMatch(/pdfaid|pdfuaid/);
    expect(Buffer.from(await renderer.render(content())).toString('latin1')).not.toMatch(/pdfaid|pdfuaid|GTS_PDFA/);
  });
});
