import { constants, inflateSync } from 'node:zlib';
import type { PDFDict as Dictionary, PDFName as Name, PDFRawStream as Stream } from '@cantoo/pdf-lib';
import { RenderError } from '../../ports/certificate-renderer.ts';
import type { PdfLib } from './pdf-lib.ts';

const CHUNK_BYTES = 65_536;
/** Nobody packs what is packed, but for writing it in letters. */
const FILTERS_MAX = 4;

/**
 * A stream's bytes, unpacked. All that is unpacked with the same function counts together, and nothing is unpacked any
 * further than the limit, in memory neither.
 *
 * @throws RenderError `template-too-large`; an Error that says why when it cannot be unpacked.
 */
export type Unpack = (stream: Stream) => Uint8Array;

export const createUnpack = (library: PdfLib, name: string, bytesMax: number): Unpack => {
  let left = bytesMax;
  return (stream) => {
    const filters = filtersOf(library, stream);
    if (filters.length > FILTERS_MAX) throw new Error('a stream is packed too often');
    const bytes = filters.reduce(
      (packed, filter) => unpackedOnce(library, packed, { ...filter, left }),
      stream.contents,
    );
    left -= bytes.length;
    if (left < 0) throw tooLarge(name);
    return bytes;
  };
};

type Filter = Readonly<{ filter: Name; parameters: Dictionary | undefined }>;

const filtersOf = ({ PDFArray, PDFDict, PDFName }: PdfLib, { dict }: Stream): readonly Filter[] => {
  const names = dict.lookup(PDFName.of('Filter'));
  const parameters = dict.lookup(PDFName.of('DecodeParms'));
  if (names instanceof PDFName)
    return [{ filter: names, parameters: parameters instanceof PDFDict ? parameters : undefined }];
  if (!(names instanceof PDFArray)) return [];
  return Array.from({ length: names.size() }, (_, at) => {
    const own = parameters instanceof PDFArray ? parameters.lookup(at) : undefined;
    return { filter: names.lookup(at, PDFName), parameters: own instanceof PDFDict ? own : undefined };
  });
};

/** @returns one byte more than is left, at the most. */
const unpackedOnce = (
  library: PdfLib,
  packed: Uint8Array,
  { filter, parameters, left }: Filter & Readonly<{ left: number }>,
): Uint8Array => {
  const { PDFDict, PDFName, PDFNumber, PDFRawStream, PDFContext, decodePDFRawStream } = library;
  if ((parameters?.lookupMaybe(PDFName.of('Predictor'), PDFNumber)?.asNumber() ?? 1) !== 1) {
    throw new Error('a stream that is no image is packed like one');
  }
  // Some programs write nothing at all for nothing.
  if (packed.length === 0) return packed;
  if (filter === PDFName.of('FlateDecode')) return inflated(packed, left + 1);

  // The library's other filters unpack piece by piece, as they are asked.
  const dict = PDFDict.withContext(PDFContext.create());
  dict.set(PDFName.of('Filter'), filter);
  if (parameters) dict.set(PDFName.of('DecodeParms'), parameters);
  const source = decodePDFRawStream(PDFRawStream.of(dict, packed));
  const chunks: Uint8Array[] = [];
  for (let length = 0; length <= left; ) {
    const chunk = source.getBytes(Math.min(CHUNK_BYTES, left + 1 - length));
    if (chunk.length === 0) break;
    chunks.push(Uint8Array.from(chunk));
    length += chunk.length;
  }
  return Buffer.concat(chunks);
};

/** What is cut off is shown by every reader as far as it goes. */
const inflated = (packed: Uint8Array, bytesMax: number): Uint8Array => {
  try {
    return inflateSync(packed, { maxOutputLength: bytesMax, finishFlush: constants.Z_SYNC_FLUSH });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE')
      return Buffer.alloc(bytesMax);
    throw error;
  }
};

const tooLarge = (name: string): RenderError =>
  new RenderError('template-too-large', `the template ${name} unpacks to more than a page needs: save it smaller`);
