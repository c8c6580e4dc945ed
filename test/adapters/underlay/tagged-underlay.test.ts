import { PDFDict, PDFName } from '@cantoo/pdf-lib';
import { describe, expect, it } from 'vitest';
import { createPdfmakeRenderer } from '../../../src/adapters/pdfmake/pdfmake-renderer.ts';
import { createUnderlaidRenderer } from '../../../src/adapters/underlay/underlaid-renderer.ts';
import { builtInLayout } from '../../../templates/built-in-layouts.ts';
import { content } from '../../templates/content.ts';
import { contentOf, structureIn } from '../pdfmake/pdf-structure.ts';
import { fileOf, folderOf, templatePdf } from './template-pdfs.ts';

const over = async (background: { alternative?: string } = {}, file = 'paper.pdf') => {
  const template = await templatePdf();
  const layout = {
    ...builtInLayout('standard'),
    background: { type: 'file' as const, file: 'paper.pdf', page: 1, ...background },
  };
  const renderer = createUnderlaidRenderer(
    createPdfmakeRenderer([], () => layout),
    folderOf(template),
  );
  return structureIn(await renderer.render(content({ name: 'דוד' }, { underlay: fileOf(template, { file }) })));
};

describe('a tagged certificate over a template', () => {
  it('keeps what says that it is tagged, and its structure', async () => {
    const { document, page, problems, tree } = await over();
    const { catalog } = document;

    expect(problems).toEqual([]);
    expect(tree.parts.slice(0, 4)).toMatchObject([
      { tag: 'H1', parts: [1] },
      { tag: 'P' },
      { tag: 'P' },
      { tag: 'H2', reads: 'דוד', language: 'he' },
    ]);
    expect(String(catalog.lookup(PDFName.of('MarkInfo'), PDFDict).get(PDFName.of('Marked')))).toBe('true');
    expect(String(catalog.get(PDFName.of('Lang')))).toBe('(en)');
    expect(catalog.lookup(PDFName.of('Metadata'))).toBeDefined();
    expect(String(page.node.get(PDFName.of('Tabs')))).toBe('/S');
  });

  it('takes the template for decoration', async () => {
    const { document, marksOnPage } = await over();

    expect(marksOnPage[0]).toBe('Artifact');
    expect(contentOf(document)).toContain('/Artifact BMC q /Underlay Do Q EMC');
  });

  it('has the template as a figure, before all else, where the layout says what it shows', async () => {
    const { document, problems, tree, marksOnPage } = await over({ alternative: 'The seal of {org}' });
    const [mark] = marksOnPage;

    expect(problems).toEqual([]);
    expect(tree.parts[0]).toEqual({ tag: 'Figure', alternative: 'The seal of edX', parts: [mark] });
    expect(contentOf(document)).toContain(`/Figure <</MCID ${mark}>> BDC q /Underlay Do Q EMC`);
    expect(new Set(marksOnPage).size).toBe(marksOnPage.length);
  });

  it('says nothing of another template than the layout knows', async () => {
    const { tree, marksOnPage } = await over({ alternative: 'The seal of {org}' }, 'other.pdf');

    expect(tree.parts[0]).toMatchObject({ tag: 'H1' });
    expect(marksOnPage[0]).toBe('Artifact');
  });
});
