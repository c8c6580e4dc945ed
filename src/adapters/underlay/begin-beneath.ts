import type { PDFDict as Dictionary, PDFArray as List, PDFDocument, PDFPage, PDFRef } from '@cantoo/pdf-lib';
import type { PdfLib } from './pdf-lib.ts';

/** Decoration, to those who read aloud: what it says is not known. */
const decoration = '/Artifact BMC';

/**
 * What the page beneath is to those who read aloud. A figure of the certificate that nothing is drawn of yet waits for it.
 *
 * @returns the operator that its drawing begins with; it ends with `EMC`.
 */
export const beginBeneath = (library: PdfLib, document: PDFDocument, page: PDFPage): string => {
  const { PDFDict, PDFName } = library;
  const root = document.catalog.lookupMaybe(PDFName.of('StructTreeRoot'), PDFDict);
  const figure = root && waitingFigure(library, root);
  const marks = root && marksOf(library, root, page);
  if (!figure || !marks) return decoration;

  const mark = marks.size();
  marks.push(figure);
  const element = document.context.lookup(figure, PDFDict);
  element.set(PDFName.of('K'), document.context.obj([mark]));
  element.set(PDFName.of('Pg'), page.ref);
  return `/Figure <</MCID ${mark}>> BDC`;
};

const waitingFigure = ({ PDFArray, PDFDict, PDFName, PDFRef }: PdfLib, root: Dictionary): PDFRef | undefined => {
  const kids = PDFName.of('K');
  const whole = root.lookup(kids, PDFArray).lookup(0, PDFDict);
  return whole
    .lookup(kids, PDFArray)
    .asArray()
    .find((kid): kid is PDFRef => {
      if (!(kid instanceof PDFRef)) return false;
      const element = root.context.lookup(kid, PDFDict);
      return (
        element.lookup(PDFName.of('S')) === PDFName.of('Figure') && element.lookupMaybe(kids, PDFArray)?.size() === 0
      );
    });
};

/** Which element each mark of the page belongs to. */
const marksOf = (
  { PDFArray, PDFDict, PDFName, PDFNumber }: PdfLib,
  root: Dictionary,
  page: PDFPage,
): List | undefined => {
  const key = page.node.lookupMaybe(PDFName.of('StructParents'), PDFNumber)?.asNumber();
  const pairs = root.lookup(PDFName.of('ParentTree'), PDFDict).lookup(PDFName.of('Nums'), PDFArray);
  for (let at = 0; at + 1 < pairs.size(); at += 2) {
    if (pairs.lookup(at, PDFNumber).asNumber() === key) return pairs.lookup(at + 1, PDFArray);
  }
  return undefined;
};
