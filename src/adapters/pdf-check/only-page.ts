import { SelfCheckError } from '../../ports/certificate-check.ts';
import type { PdfFile } from './pdf-file.ts';
import { isArray, isStream, type PdfDict, type PdfValue, unreadable } from './pdf-values.ts';

/** The one page of a certificate. */
export type PdfPage = Readonly<{
  widthPt: number;
  heightPt: number;
  /** What is drawn, in the language of pages. */
  content: Uint8Array;
  resources: PdfDict;
  /** Its annotations. */
  annotations: readonly PdfDict[];
}>;

/** What pages of certificates have, and nothing else: no actions, no transitions, no forms. */
const knownKeys: ReadonlySet<string> = new Set(
  ['/Type', '/Parent', '/MediaBox', '/CropBox', '/BleedBox', '/TrimBox', '/ArtBox', '/Rotate', '/UserUnit'].concat([
    '/Contents',
    '/Resources',
    '/Annots',
    '/StructParents',
    '/Tabs',
  ]),
);
/** What pages take over from the nodes above them. */
const inheritable: ReadonlySet<string> = new Set(['/MediaBox', '/CropBox', '/Rotate', '/Resources']);

/** A tree of pages is flat; a deep one is out to go in circles. */
const depthMax = 8;

/** @throws SelfCheckError `self-check-page` when there are more pages, or none. */
export const onlyPage = (file: PdfFile): PdfPage => {
  const pages = pagesBelow(file, file.catalog.get('/Pages'), new Map(), 0);
  const [page] = pages;
  if (!page || pages.length > 1) {
    throw new SelfCheckError('self-check-page', `the finished PDF has ${pages.length} pages, and should have one`);
  }
  if ([...page.keys()].some((key) => !knownKeys.has(key))) throw unreadable('its page has unusual parts');
  checkView(file, page);
  const [, , widthPt = Number.NaN, heightPt = Number.NaN] = boxOf(file, page.get('/MediaBox'));
  return {
    widthPt,
    heightPt,
    content: contentOf(file, page),
    resources: file.dict(page.get('/Resources')),
    annotations: file.list(page.get('/Annots')).map((annotation) => file.dict(annotation)),
  };
};

/** Whether all of the page is seen, upright, in its own size, and begins at the lower left corner. */
const checkView = (file: PdfFile, page: PdfDict): void => {
  const media = boxOf(file, page.get('/MediaBox'));
  const isWhole = ['/CropBox', '/BleedBox', '/TrimBox', '/ArtBox'].every(
    (key) => !page.has(key) || String(boxOf(file, page.get(key))) === String(media),
  );
  const turnedBy = file.get(page.get('/Rotate')) ?? 0;
  const scale = file.get(page.get('/UserUnit')) ?? 1;
  if (media[0] === 0 && media[1] === 0 && isWhole && turnedBy === 0 && scale === 1) return;
  throw new SelfCheckError('self-check-page', 'the finished PDF’s page is cut, turned or scaled');
};

const boxOf = (file: PdfFile, box: PdfValue | undefined): readonly number[] =>
  file.list(box).map((value) => {
    const number = file.get(value);
    return typeof number === 'number' ? number : Number.NaN;
  });

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
  const passedOn = new Map([...all].filter(([key]) => inheritable.has(key)));
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
