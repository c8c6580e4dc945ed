import type { PDFDict as Dictionary, PDFContext, PDFObject, PDFRawStream as Stream } from '@cantoo/pdf-lib';
import type { Bounds } from './fit-page.ts';
import type { PdfLib } from './pdf-lib.ts';

/** Nobody nests pages deeper, but who goes in circles. */
const DEPTH_MAX = 20;
const NODES_MAX = 1_000;

/** A page with what it inherits from those above it. */
export type TemplatePage = Readonly<{ context: PDFContext; catalog: Dictionary; page: Dictionary }>;

/** The pages of a document, in order. More than `max + 1` are not looked for. */
export const pagesOf = (library: PdfLib, context: PDFContext, max: number): readonly TemplatePage[] => {
  const { PDFArray, PDFDict, PDFName } = library;
  const catalog = context.lookup(context.trailerInfo.Root, PDFDict);
  const kids = PDFName.of('Kids');
  const pages: TemplatePage[] = [];
  let nodes = 0;

  const visit = (given: PDFObject | undefined, inherited: Dictionary, depth: number): void => {
    const node = context.lookup(given);
    if (!(node instanceof PDFDict) || pages.length > max) return;
    nodes += 1;
    if (depth > DEPTH_MAX || nodes > NODES_MAX) throw new Error('its pages are nested too deep');
    const all = PDFDict.fromMapWithContext(new Map([...inherited.entries(), ...node.entries()]), context);
    const below = node.lookup(kids);
    if (!(below instanceof PDFArray)) {
      pages.push({ context, catalog, page: all });
      return;
    }
    all.delete(kids);
    for (const kid of below.asArray()) visit(kid, all, depth + 1);
  };

  visit(catalog.get(PDFName.of('Pages')), PDFDict.withContext(context), 0);
  return pages;
};

/** The part of the page that is shown: the crop box, as far as it lies on the page's paper. Either may be written from any corner. */
export const shownBoundsOf = (library: PdfLib, { page }: TemplatePage): Bounds => {
  const paper = boundsIn(library, page, 'MediaBox');
  if (!paper || isEmpty(paper)) throw new Error('its page has no size');
  const crop = boundsIn(library, page, 'CropBox') ?? paper;
  const shown = {
    left: Math.max(paper.left, crop.left),
    bottom: Math.max(paper.bottom, crop.bottom),
    right: Math.min(paper.right, crop.right),
    top: Math.min(paper.top, crop.top),
  };
  return isEmpty(shown) ? paper : shown;
};

/** Less than a point is no page. */
const isEmpty = ({ left, bottom, right, top }: Bounds): boolean => right - left < 1 || top - bottom < 1;

const boundsIn = ({ PDFArray, PDFName, PDFNumber }: PdfLib, page: Dictionary, box: string): Bounds | undefined => {
  const given = page.lookup(PDFName.of(box));
  if (!(given instanceof PDFArray) || given.size() !== 4) return undefined;
  const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = given.asArray().map((_, at) => given.lookup(at, PDFNumber).asNumber());
  return { left: Math.min(x1, x2), bottom: Math.min(y1, y2), right: Math.max(x1, x2), top: Math.max(y1, y2) };
};

/** In degrees, clockwise. */
export const rotationOf = ({ PDFName, PDFNumber }: PdfLib, { page }: TemplatePage): number => {
  const given = page.lookup(PDFName.of('Rotate'));
  return given instanceof PDFNumber && Number.isFinite(given.asNumber()) ? given.asNumber() : 0;
};

/** The parts of what is drawn, of which several are one with a blank where they meet. What is not there is passed over. */
export const contentOf = (
  { PDFArray, PDFName, PDFContentStream, PDFRawStream }: PdfLib,
  { context, page }: TemplatePage,
  unpack: (stream: Stream) => Uint8Array,
): Uint8Array => {
  const given = page.lookup(PDFName.of('Contents'));
  const parts = given instanceof PDFArray ? given.asArray().map((part) => context.lookup(part)) : [given];
  const unpacked = parts.flatMap((part) => {
    if (part instanceof PDFRawStream) return [unpack(part)];
    return part instanceof PDFContentStream ? [part.getUnencodedContents()] : [];
  });
  return Buffer.concat(unpacked.filter(({ length }) => length > 0).flatMap((bytes) => [bytes, Buffer.from('\n')]));
};
