import type { PDFPage } from '@cantoo/pdf-lib';
import { beginBeneath } from './begin-beneath.ts';
import { fitPage } from './fit-page.ts';
import type { PdfLib } from './pdf-lib.ts';

const NAME = 'Underlay';

/**
 * The certificate with a page of a template beneath it. The same two give the same bytes.
 *
 * @param pdf one page, as it was rendered.
 */
export const layUnder = async (library: PdfLib, pdf: Uint8Array, template: PDFPage): Promise<Uint8Array> => {
  const { PDFArray, PDFDocument, PDFName, ParseSpeeds } = library;
  const document = await PDFDocument.load(pdf, { updateMetadata: false, parseSpeed: ParseSpeeds.Fastest });
  const page = document.getPage(0);
  if (template.node.Contents() === undefined) return pdf;

  const { x, y, width, height } = template.getCropBox();
  const seen = { left: x, bottom: y, right: x + width, top: y + height };
  const matrix = fitPage(seen, template.getRotation().angle, page.getSize());
  const beneath = await document.embedPage(template, seen, [...matrix]);
  await document.flush();

  // Before all else on the page.
  const drawing = document.context.flateStream(`${beginBeneath(library, document, page)} q /${NAME} Do Q EMC\n`);
  page.node.normalize();
  page.node.setXObject(PDFName.of(NAME), beneath.ref);
  page.node.lookup(PDFName.of('Contents'), PDFArray).insert(0, document.context.register(drawing));
  return document.save({
    updateFieldAppearances: false,
    addDefaultPage: false,
    objectsPerTick: Number.POSITIVE_INFINITY,
  });
};
