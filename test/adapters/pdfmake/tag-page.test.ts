import { PDFDocument } from '@cantoo/pdf-lib';
import pdfmake from 'pdfmake';
import { describe, expect, it } from 'vitest';
import { loadFonts } from '../../../src/adapters/fonts/load-fonts.ts';
import { provideFonts } from '../../../src/adapters/pdfmake/provide-fonts.ts';
import { tagPage } from '../../../src/adapters/pdfmake/tag-page.ts';
import { certificateDocument } from '../../../templates/certificate-document.ts';
import { filledBlocks } from '../../../templates/filled-blocks.ts';
import { placedLines } from '../../../templates/placed-lines.ts';
import { type Structure, structureOf } from '../../../templates/structure.ts';
import { content } from '../../templates/content.ts';
import { contentOf } from './pdf-structure.ts';

const fonts = await loadFonts([]);
provideFonts(fonts);
pdfmake.setUrlAccessPolicy(() => false);
pdfmake.setLocalAccessPolicy(() => false);
const certificate = content({ name: 'Ada דוד' });
const lines = placedLines(filledBlocks(certificate), fonts);
const structure = structureOf(certificate, lines);

const drawn = async (given: Structure | undefined): Promise<string> => {
  const output = pdfmake.createPdf(certificateDocument(certificate, fonts, { lines }));
  if (given) tagPage(await output.getStream(), given);
  return contentOf(await PDFDocument.load(await output.getBuffer()));
};

describe('a page that is tagged', () => {
  it('is drawn with the same operators as one that is not', async () => {
    const tagged = await drawn(structure);

    expect(tagged).toContain('BDC');
    expect(tagged.replace(/\/\w+ <<[^>]*>> BDC\n|EMC\n/g, '')).toBe(await drawn(undefined));
  });

  const [ornament, ...texts] = structure.pieces;
  it.each([
    ['a shape fewer', [{ tag: 'Artifact', shapes: (ornament?.shapes ?? 0) - 1 }, ...texts]],
    ['a shape more', [{ tag: 'Artifact', shapes: (ornament?.shapes ?? 0) + 1 }, ...texts]],
    ['no shapes', texts],
    ['a text fewer', structure.pieces.slice(0, -1)],
    ['a text more', [...structure.pieces, { tag: 'P' }]],
  ] as const)('is an error when its structure has %s', async (_, pieces) => {
    await expect(drawn({ ...structure, pieces })).rejects.toThrow('not drawn in the pieces');
  });

  it('is an error when its structure holds what is not drawn', async () => {
    await expect(drawn({ ...structure, elements: [{ tag: 'P', parts: [99] }] })).rejects.toThrow('not on the page');
  });
});
