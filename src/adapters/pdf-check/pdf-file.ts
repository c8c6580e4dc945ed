import { inflated } from './inflated.ts';
import {
  isArray,
  isDict,
  isRef,
  isStream,
  type PdfDict,
  type PdfRef,
  type PdfValue,
  unreadable,
} from './pdf-values.ts';
import { createTokens } from './tokens.ts';
import { type Place, readObject, readXref } from './xref.ts';

/** A PDF whose objects are looked up when they are wanted. Each getter follows references. */
export type PdfFile = Readonly<{
  catalog: PdfDict;
  get: (value: PdfValue | undefined) => PdfValue | undefined;
  dict: (value: PdfValue | undefined) => PdfDict;
  list: (value: PdfValue | undefined) => readonly PdfValue[];
  /** A stream's unpacked bytes; undefined when there is none. */
  bytes: (value: PdfValue | undefined) => Uint8Array | undefined;
}>;

/** @throws SelfCheckError `self-check-unreadable` */
export const openPdf = (bytes: Uint8Array): PdfFile => {
  if (!/^%PDF-[12]\.\d/.test(Buffer.from(bytes.subarray(0, 8)).toString('latin1'))) throw unreadable('it is no PDF');
  const { places, trailer } = readXref(bytes);
  const objects = new Map<number, PdfValue>();
  const contents = new Map<number, ReadonlyMap<number, PdfValue>>();

  const lookedUp = ({ ref }: PdfRef): PdfValue | undefined => {
    const known = objects.get(ref);
    const place = places.get(ref);
    if (known !== undefined || !place) return known;
    // Who needs an object to read that very object gets nothing.
    objects.set(ref, 'null');
    const value = read(ref, place);
    objects.set(ref, value);
    return value;
  };

  const read = (wanted: number, place: Place): PdfValue => {
    if ('container' in place) return packedIn(place.container).get(wanted) ?? 'null';
    const { object, value } = readObject(bytes, place.at, (length) => get(length));
    if (object !== wanted) throw unreadable('its table of objects points to the wrong places');
    return value;
  };

  const packedIn = (container: number): ReadonlyMap<number, PdfValue> => {
    const known = contents.get(container);
    if (known) return known;
    const place = places.get(container);
    const stream = place && 'at' in place ? read(container, place) : undefined;
    if (!isStream(stream)) throw unreadable('a container of objects is missing');
    const unpacked = unpackedObjects(inflated(stream), stream.dict);
    contents.set(container, unpacked);
    return unpacked;
  };

  const get = (value: PdfValue | undefined): PdfValue | undefined => {
    const found = isRef(value) ? lookedUp(value) : value;
    return found === 'null' ? undefined : found;
  };

  const dict = (value: PdfValue | undefined): PdfDict => {
    const found = get(value);
    if (isDict(found)) return found;
    return isStream(found) ? found.dict : new Map();
  };

  return {
    get,
    dict,
    list: (value) => {
      const found = get(value);
      return isArray(found) ? found : [];
    },
    bytes: (value) => {
      const found = get(value);
      return isStream(found) ? inflated(found) : undefined;
    },
    catalog: dict(trailer.get('/Root')),
  };
};

/** Objects that stand together in one stream: their numbers and places first, then they themselves. */
const unpackedObjects = (bytes: Uint8Array, about: PdfDict): ReadonlyMap<number, PdfValue> => {
  const [count, first] = [about.get('/N'), about.get('/First')];
  if (typeof count !== 'number' || typeof first !== 'number') throw unreadable('a container of objects is damaged');
  const table = createTokens(bytes);
  const objects = new Map<number, PdfValue>();
  for (let index = 0; index < count; index += 1) {
    const [object, offset] = [table.next(), table.next()];
    if (typeof object !== 'number' || typeof offset !== 'number') throw unreadable('a container of objects is damaged');
    objects.set(object, createTokens(bytes, first + offset).next() ?? 'null');
  }
  return objects;
};
