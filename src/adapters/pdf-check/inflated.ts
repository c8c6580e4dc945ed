import { inflateSync } from 'node:zlib';
import { isArray, type PdfStream, unreadable } from './pdf-values.ts';

/** What a stream may unpack to: far more than a page has, far less than a machine. */
const bytesMax = 32 * 1024 * 1024;

/** A stream's bytes, unpacked. Only the one kind of packing that everybody uses is understood. */
export const inflated = ({ dict, packed }: PdfStream): Uint8Array => {
  const given = dict.get('/Filter');
  const filters = isArray(given) ? given : given === undefined ? [] : [given];
  if (filters.length === 0) return packed;
  const parameters = dict.get('/DecodeParms');
  const isPlain = parameters === undefined || parameters === 'null';
  if (filters.length > 1 || filters[0] !== '/FlateDecode' || !isPlain) {
    throw unreadable('a stream is packed in an unusual way');
  }
  try {
    return inflateSync(packed, { maxOutputLength: bytesMax });
  } catch (cause) {
    throw unreadable('a stream cannot be unpacked', cause);
  }
};
