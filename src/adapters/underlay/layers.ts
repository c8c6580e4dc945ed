import type { PDFDict as Dictionary, PDFObject, PDFRef as Reference } from '@cantoo/pdf-lib';
import type { PdfLib } from './pdf-lib.ts';

/** What says whether layers are shown, on the screen and in print. Names for readers' lists of layers stay behind. */
const asItIs = ['BaseState', 'Intent'];

/**
 * Which of a template's layers are hidden, as a document says it, for those layers that the page is drawn with.
 *
 * @returns undefined when there are none.
 */
export const layersOf = (
  { PDFArray, PDFDict, PDFName, PDFRef, PDFString }: PdfLib,
  catalog: Dictionary,
  used: ReadonlySet<Reference>,
): Dictionary | undefined => {
  const { context } = catalog;
  const given = catalog.lookup(PDFName.of('OCProperties'));
  if (!(given instanceof PDFDict)) return undefined;

  const ofPage = (list: PDFObject | undefined) => {
    const groups = context.lookup(list);
    const members = groups instanceof PDFArray ? groups.asArray() : [];
    return context.obj(members.filter((group) => group instanceof PDFRef && used.has(group)));
  };
  const groups = ofPage(given.get(PDFName.of('OCGs')));
  if (groups.size() === 0) return undefined;

  const usual = given.lookup(PDFName.of('D'));
  const from = usual instanceof PDFDict ? usual : PDFDict.withContext(context);
  const automatic = from.lookup(PDFName.of('AS'));
  const changes = (automatic instanceof PDFArray ? automatic.asArray() : []).flatMap((change) => {
    const found = context.lookup(change);
    if (!(found instanceof PDFDict)) return [];
    const [event, category] = ['Event', 'Category'].map((key) => found.lookup(PDFName.of(key)));
    return [{ Event: event, Category: category, OCGs: ofPage(found.get(PDFName.of('OCGs'))) }];
  });
  const shown = context.obj({
    Name: PDFString.of('Template'),
    ON: ofPage(from.get(PDFName.of('ON'))),
    OFF: ofPage(from.get(PDFName.of('OFF'))),
    AS: changes,
  });
  for (const key of asItIs.map((name) => PDFName.of(name))) {
    const value = from.lookup(key);
    if (value !== undefined) shown.set(key, value);
  }
  return context.obj({ OCGs: groups, D: shown });
};
