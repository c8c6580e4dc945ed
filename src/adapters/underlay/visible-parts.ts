import type {
  PDFDict as Dictionary,
  PDFArray as List,
  PDFObject,
  PDFRef as Reference,
  PDFStream as Stream,
} from '@cantoo/pdf-lib';
import type { PdfLib } from './pdf-lib.ts';

/** All that a page is drawn with beside its content: what its resources lead to. */
export type VisibleParts = Readonly<{
  references: ReadonlySet<Reference>;
  /** Pictures, fonts, patterns and the like. */
  streams: readonly Stream[];
  /** Every name that is a value in them. */
  names: ReadonlySet<string>;
}>;

/** What may hang on a picture or font and is never seen: descriptions, working data of programs, files, other documents. */
const unseenKeys = [
  'Metadata',
  'PieceInfo',
  'LastModified',
  'AF',
  'OPI',
  'Ref',
  'StructParent',
  'StructParents',
  'Measure',
  'PtData',
  'F',
  'FFilter',
  'FDecodeParms',
];
/** Nothing that is drawn needs the document around it. */
const strangers = new Set([
  'Catalog',
  'Pages',
  'Page',
  'Annot',
  'Action',
  'Filespec',
  'EmbeddedFile',
  'Metadata',
  'StructElem',
  'Sig',
]);
/** Of marked content, only what makes it a layer is seen. */
const layers = new Set(['OCG', 'OCMD']);

/**
 * Follows everything that is drawn with, and takes from it what is not seen on the page.
 *
 * @param starts change, and so does what they lead to.
 */
export const takeVisibleParts = (library: PdfLib, starts: readonly Dictionary[]): VisibleParts => {
  const { PDFArray, PDFDict, PDFName, PDFNull, PDFRef, PDFStream } = library;
  const [references, streams, names] = [new Set<Reference>(), new Set<Stream>(), new Set<string>()];
  const seen = new Set<PDFObject>();
  const left: (PDFObject | undefined)[] = [...starts];

  /** Nothing for what has no type. */
  const typeOf = (found: PDFObject | undefined): string => {
    const type =
      found instanceof PDFDict || found instanceof PDFStream ? dictOf(found).lookup(PDFName.of('Type')) : null;
    return type instanceof PDFName ? type.decodeText() : '';
  };
  const dictOf = (found: Dictionary | Stream): Dictionary => (found instanceof PDFStream ? found.dict : found);

  const clean = (dict: Dictionary): void => {
    for (const key of dict.keys()) {
      if (strangers.has(typeOf(dict.lookup(key)))) dict.delete(key);
    }
    const properties = dict.lookup(PDFName.of('Properties'));
    if (!(properties instanceof PDFDict)) return;
    for (const key of properties.keys()) {
      if (!layers.has(typeOf(properties.lookup(key)))) properties.delete(key);
    }
  };

  const cleanList = (list: List): void => {
    for (let at = 0; at < list.size(); at += 1) {
      if (strangers.has(typeOf(list.lookup(at)))) list.set(at, PDFNull);
    }
  };

  const push = (values: readonly PDFObject[]): void => {
    for (const value of values) left.push(value);
  };

  while (left.length > 0) {
    const value = left.pop();
    if (!value || seen.has(value)) continue;
    seen.add(value);
    if (value instanceof PDFName) names.add(value.decodeText());
    else if (value instanceof PDFArray) {
      cleanList(value);
      push(value.asArray());
    } else if (value instanceof PDFRef) {
      references.add(value);
      left.push(starts[0]?.context.lookup(value));
    } else if (value instanceof PDFStream || value instanceof PDFDict) {
      const dict = dictOf(value);
      if (value instanceof PDFStream) {
        streams.add(value);
        for (const key of unseenKeys) dict.delete(PDFName.of(key));
      }
      clean(dict);
      push(dict.values());
    }
  }
  return { references, streams: [...streams], names };
};
