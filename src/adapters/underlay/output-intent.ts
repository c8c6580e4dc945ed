import type { PDFDict as Dictionary } from '@cantoo/pdf-lib';
import type { PdfLib } from './pdf-lib.ts';

/** What is said about the press: its name, and its colours as a profile. */
const kept = ['Type', 'S', 'OutputConditionIdentifier', 'OutputCondition', 'RegistryName', 'Info', 'DestOutputProfile'];
const INKS = 4;

/** What a document says its four inks look like; other readers take other inks for granted. Of colours for screens nothing needs to be said. */
export const inksOf = (
  { PDFArray, PDFDict, PDFName, PDFNumber, PDFStream }: PdfLib,
  catalog: Dictionary,
): Dictionary | undefined => {
  const { context } = catalog;
  const given = catalog.lookup(PDFName.of('OutputIntents'));
  for (const one of given instanceof PDFArray ? given.asArray() : []) {
    const intent = context.lookup(one);
    const profile = intent instanceof PDFDict ? intent.lookup(PDFName.of('DestOutputProfile')) : undefined;
    if (!(intent instanceof PDFDict && profile instanceof PDFStream)) continue;
    const inks = profile.dict.lookup(PDFName.of('N'));
    if (!(inks instanceof PDFNumber) || inks.asNumber() !== INKS) continue;
    const keys = kept.map((key) => PDFName.of(key));
    return PDFDict.fromMapWithContext(new Map(intent.entries().filter(([key]) => keys.includes(key))), context);
  }
  return undefined;
};
