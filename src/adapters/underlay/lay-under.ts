import type { PDFDict as Dictionary } from '@cantoo/pdf-lib';
import { beginBeneath } from './begin-beneath.ts';
import { fitPage } from './fit-page.ts';
import type { PdfLib } from './pdf-lib.ts';
import type { Underlay } from './underlay.ts';

const NAME = 'Underlay';

/**
 * The certificate with a page of a template beneath it. The same two give the same bytes.
 *
 * @param pdf one page, as it was rendered.
 */
export const layUnder = async (library: PdfLib, pdf: Uint8Array, underlay: Underlay): Promise<Uint8Array> => {
  const { PDFArray, PDFDocument, PDFName, PDFObjectCopier, ParseSpeeds } = library;
  const { shown, rotation, content, resources, group, layers, inks } = underlay;
  if (content === null) return pdf;
  const document = await PDFDocument.load(pdf, { updateMetadata: false, parseSpeed: ParseSpeeds.Fastest });
  const { catalog, context } = document;
  const page = document.getPage(0);

  // One copier for all: what several of them refer to stays one thing.
  const copier = PDFObjectCopier.for(resources.context, context);
  const copied = (dict: Dictionary): Dictionary => copier.copy(dict);
  const beneath = context.stream(content, {
    Type: 'XObject',
    Subtype: 'Form',
    FormType: 1,
    BBox: [shown.left, shown.bottom, shown.right, shown.top],
    Matrix: [...fitPage(shown, rotation, page.getSize())],
    Resources: copied(resources),
    ...(group ? { Group: copied(group) } : {}),
    Filter: 'FlateDecode',
  });
  if (layers) catalog.set(PDFName.of('OCProperties'), copied(layers));
  if (inks) catalog.set(PDFName.of('OutputIntents'), context.obj([copied(inks)]));

  // Before all else on the page.
  const drawing = context.flateStream(`${beginBeneath(library, document, page)} q /${NAME} Do Q EMC\n`);
  page.node.normalize();
  page.node.setXObject(PDFName.of(NAME), context.register(beneath));
  page.node.lookup(PDFName.of('Contents'), PDFArray).insert(0, context.register(drawing));
  return document.save({
    updateFieldAppearances: false,
    addDefaultPage: false,
    objectsPerTick: Number.POSITIVE_INFINITY,
  });
};
