import type { Area, Element, Structure } from '../../../templates/structure.ts';
import { type Mark, markPieces } from './mark-pieces.ts';

type StructureElement = ReturnType<PDFKit.PDFDocument['struct']>;

/**
 * Says which part of a drawn page is what, and lays its links over it. pdfmake itself would only claim that a document is tagged.
 *
 * @param document before its end, with one page.
 * @throws Error when the page is not drawn as the structure says.
 */
export const tagPage = (document: PDFKit.PDFDocument, { pieces, elements }: Structure): void => {
  const marks = markPieces(document, pieces);
  const whole = document.struct('Document');
  document.addStructure(whole);
  for (const element of elements) whole.add(elementOf(document, element, marks));
  whole.end();
};

const elementOf = (
  document: PDFKit.PDFDocument,
  { tag, language, reads, alternative, area, leads, parts }: Element,
  marks: readonly (Mark | undefined)[],
): StructureElement => {
  const element = document.struct(tag, {
    ...(language ? { lang: language } : {}),
    ...(reads ? { actual: reads } : {}),
    ...(alternative ? { alt: alternative } : {}),
    ...(area ? { bbox: [area.left, area.top, area.right, area.bottom] } : {}),
  });
  for (const part of parts) {
    const child = typeof part === 'number' ? marks[part] : elementOf(document, part, marks);
    if (!child) throw new Error('the structure holds what is not on the page');
    element.add(child as StructureElement);
  }
  for (const place of leads?.areas ?? []) link(document, { place, address: leads?.address ?? '', element });
  return element;
};

type Link = Readonly<{ place: Area; address: string; element: StructureElement }>;

const link = (document: PDFKit.PDFDocument, { place, address, element }: Link): void => {
  const { left, top, right, bottom } = place;
  // Its own words, for those who list a page's links; pdfkit writes texts only when they are objects.
  const options = { structParent: element, Contents: new String(address) };
  document.link(left, top, right - left, bottom - top, address, options as unknown as PDFKit.Mixins.AnnotationOption);
};
