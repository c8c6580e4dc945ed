import { inflateSync } from 'node:zlib';
import {
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFHexString,
  PDFName,
  PDFNumber,
  type PDFRawStream,
  PDFRef,
  PDFString,
} from '@cantoo/pdf-lib';

/** An element of a tagged PDF, as the file has it. */
export type Tagged = Readonly<{
  tag: string;
  language?: string;
  reads?: string;
  alternative?: string;
  /** Elements, marks on the page by their number, and annotations by their kind. */
  parts: readonly (Tagged | number | string)[];
}>;

/** Reads the structure of a PDF of one page. Fails where the two ways through it, down and up, do not agree. */
export const structureIn = async (pdf: Uint8Array) => {
  const document = await PDFDocument.load(pdf, { updateMetadata: false });
  const { catalog, context } = document;
  const root = catalog.lookup(PDFName.of('StructTreeRoot'), PDFDict);
  const page = document.getPage(0);
  const parents = parentsIn(root);
  const marks = parents.get(page.node.lookup(PDFName.of('StructParents'), PDFNumber).asNumber());
  const problems: string[] = [];

  const read = (ref: PDFRef, parent: PDFRef | undefined): Tagged => {
    const element = context.lookup(ref, PDFDict);
    if (parent && element.get(PDFName.of('P')) !== parent) problems.push(`${ref} has another parent`);
    const kids = element.lookup(PDFName.of('K'), PDFArray).asArray();
    const parts = kids.map((kid) => {
      if (kid instanceof PDFRef) return read(kid, ref);
      if (kid instanceof PDFNumber) {
        if (!(marks instanceof PDFArray) || marks.get(kid.asNumber()) !== ref)
          problems.push(`mark ${kid} is not of ${ref}`);
        if (element.get(PDFName.of('Pg')) !== page.ref) problems.push(`${ref} is on no page`);
        return kid.asNumber();
      }
      const annotation = (kid as PDFDict).lookup(PDFName.of('Obj'), PDFDict);
      const key = annotation.lookup(PDFName.of('StructParent'), PDFNumber).asNumber();
      if (parents.get(key) !== context.lookup(ref)) problems.push(`an annotation is not of ${ref}`);
      return annotation.lookup(PDFName.of('Subtype'), PDFName).decodeText();
    });
    return {
      tag: element.lookup(PDFName.of('S'), PDFName).decodeText(),
      ...text(element, 'Lang', 'language'),
      ...text(element, 'ActualText', 'reads'),
      ...text(element, 'Alt', 'alternative'),
      parts,
    };
  };

  const whole = root.lookup(PDFName.of('K'), PDFArray).get(0) as PDFRef;
  return { document, page, problems, tree: read(whole, undefined), marksOnPage: marksIn(contentOf(document)) };
};

/** From each key to the element, or to those of a page's marks. */
const parentsIn = (root: PDFDict): ReadonlyMap<number, unknown> => {
  const pairs = root.lookup(PDFName.of('ParentTree'), PDFDict).lookup(PDFName.of('Nums'), PDFArray);
  return new Map(
    Array.from({ length: pairs.size() / 2 }, (_, at) => [
      pairs.lookup(2 * at, PDFNumber).asNumber(),
      pairs.lookup(2 * at + 1),
    ]),
  );
};

const text = (element: PDFDict, key: string, name: string): object => {
  const value = element.lookup(PDFName.of(key));
  return value instanceof PDFString || value instanceof PDFHexString ? { [name]: value.decodeText() } : {};
};

/** What the page is drawn with. */
export const contentOf = (document: PDFDocument): string => {
  const given = document.getPage(0).node.Contents();
  const parts = given instanceof PDFArray ? given.asArray().map((ref) => document.context.lookup(ref)) : [given];
  return parts.map((part) => inflateSync((part as PDFRawStream).contents).toString('latin1')).join('\n');
};

/** The marks in the order of drawing; fails when one does not end, or text is drawn outside of all. */
const marksIn = (content: string): readonly (number | 'Artifact')[] => {
  const marks: (number | 'Artifact')[] = [];
  let open = 0;
  for (const [, mark, properties, operator] of content.matchAll(
    /\/(\w+)\s+(<<[^>]*>>)?\s*(?:BDC|BMC)|\b(EMC|BT|ET|Do)\b/g,
  )) {
    if (mark) {
      open += 1;
      marks.push(mark === 'Artifact' ? mark : Number(/\/MCID (\d+)/.exec(properties ?? '')?.[1]));
    } else if (operator === 'EMC') open -= 1;
    if (open !== 1 && operator !== 'EMC') throw new Error('something is drawn in no mark, or in two');
  }
  if (open !== 0) throw new Error('a mark does not end');
  return marks;
};
