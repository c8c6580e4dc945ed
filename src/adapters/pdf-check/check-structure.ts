import type { ExpectedPrint } from '../../../templates/expected-print.ts';
import { SelfCheckError } from '../../ports/certificate-check.ts';
import type { PdfFile } from './pdf-file.ts';
import { isBytes, isDict, type PdfDict, type PdfValue, unreadable } from './pdf-values.ts';

/** An element, its spans and links; a tree that is deeper is out to go in circles. */
const depthMax = 6;

/**
 * Whether those who hear the certificate hear the same as those who see it: where an element says what it reads
 * (`/ActualText`), that is a part of its paragraph.
 *
 * @throws SelfCheckError `self-check-text`
 */
export const checkStructure = (file: PdfFile, { texts }: ExpectedPrint): void => {
  const [whole] = file.list(file.dict(file.catalog.get('/StructTreeRoot')).get('/K'));
  const paragraphs = file
    .list(file.dict(whole).get('/K'))
    .map((element) => file.dict(element))
    .filter((element) => element.get('/S') !== '/Figure');
  if (paragraphs.length !== texts.length) throw otherwise('the finished PDF is not read aloud block by block');
  for (const [index, { role, text }] of texts.entries()) {
    let rest = text;
    for (const said of saidIn(file, paragraphs[index] ?? new Map(), 0)) {
      const at = rest.indexOf(said);
      if (at < 0) throw otherwise(`the ${role} of the finished PDF is read aloud otherwise than it is seen`);
      rest = rest.slice(at + said.length);
    }
  }
};

/** What an element, and the elements in it, say that they read. */
const saidIn = (file: PdfFile, element: PdfDict, depth: number): readonly string[] => {
  if (depth > depthMax) throw unreadable('its structure is nested too deep');
  if (element.has('/Alt') || element.has('/E')) throw otherwise('the finished PDF has a text with another one instead');
  const own = element.has('/ActualText') ? [textOf(file.get(element.get('/ActualText')))] : [];
  const inner = file
    .list(element.get('/K'))
    .map((kid) => file.get(kid))
    .filter(isDict)
    .flatMap((kid) => saidIn(file, kid, depth + 1));
  return [...own, ...inner];
};

/** UTF-16 with its mark, else one byte a letter. */
const textOf = (value: PdfValue | undefined): string => {
  const bytes = Buffer.from(isBytes(value) ? value : []);
  if (bytes[0] !== 0xfe || bytes[1] !== 0xff) return bytes.toString('latin1');
  return bytes
    .subarray(2, bytes.length & ~1)
    .swap16()
    .toString('utf16le');
};

const otherwise = (message: string): SelfCheckError => new SelfCheckError('self-check-text', message);
