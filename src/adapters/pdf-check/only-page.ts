import { SelfCheckError } from '../../ports/certificate-check.ts';
import type { PdfFile } from './pdf-file.ts';
import { isArray, isBytes, isStream, type PdfDict, type PdfValue, unreadable } from './pdf-values.ts';

/** The one page of a certificate. */
export type PdfPage = Readonly<{
  widthPt: number;
  heightPt: number;
  /** What is drawn, in the language of pages. */
  content: Uint8Array;
  resources: PdfDict;
  /** Where its links lead to. */
  links: readonly string[];
}>;

/** A tree of pages is flat; a deep one is out to go in circles. */
const depthMax = 8;

/** @throws SelfCheckError `self-check-page` when there are more pages, or none. */
export const onlyPage = (file: PdfFile): PdfPage => {
  const pages = pagesBelow(file, file.catalog.get('/Pages'), new Map(), 0);
  const [page] = pages;
  if (!page || pages.length > 1) {
    throw new SelfCheckError('self-check-page', `the finished PDF has ${pages.length} pages, and should have one`);
  }
  const box = file.list(page.get('/MediaBox')).map((value) => file.get(value));
  const [left, bottom, right, top] = box.map((value) => (typeof value === 'number' ? value : Number.NaN));
  return {
    widthPt: (right ?? Number.NaN) - (left ?? Number.NaN),
    heightPt: (top ?? Number.NaN) - (bottom ?? Number.NaN),
    content: contentOf(file, page),
    resources: file.dict(page.get('/Resources')),
    links: linksOn(file, page),
  };
};

/** Pages with what they inherit from above. */
const pagesBelow = (
  file: PdfFile,
  node: PdfValue | undefined,
  inherited: PdfDict,
  depth: number,
): readonly PdfDict[] => {
  if (depth > depthMax) throw unreadable('its pages are nested too deep');
  const own = file.dict(node);
  const all = new Map([...inherited, ...own]);
  if (own.get('/Type') === '/Page') return [all];
  const passedOn = new Map([...all].filter(([key]) => key === '/MediaBox' || key === '/Resources'));
  return file.list(own.get('/Kids')).flatMap((kid) => pagesBelow(file, kid, passedOn, depth + 1));
};

/** Several streams are one, with a blank where they meet. */
const contentOf = (file: PdfFile, page: PdfDict): Uint8Array => {
  const given = file.get(page.get('/Contents'));
  const parts = isStream(given) ? [given] : isArray(given) ? given : [];
  const [first, ...others] = parts.map((part) => file.bytes(part) ?? new Uint8Array());
  if (!first) throw unreadable('the page is empty');
  return others.length === 0 ? first : Buffer.concat([first, ...others.flatMap((part) => [Buffer.from('\n'), part])]);
};

const linksOn = (file: PdfFile, page: PdfDict): readonly string[] =>
  file
    .list(page.get('/Annots'))
    .map((annotation) => file.dict(annotation))
    .filter((annotation) => annotation.get('/Subtype') === '/Link')
    .map((link) => {
      const address = file.get(file.dict(link.get('/A')).get('/URI'));
      return isBytes(address) ? Buffer.from(address).toString('latin1') : '';
    });
