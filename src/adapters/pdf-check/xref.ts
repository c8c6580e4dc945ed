import { inflated } from './inflated.ts';
import { isArray, isDict, isStream, type PdfDict, type PdfStream, type PdfValue, unreadable } from './pdf-values.ts';
import { createTokens, nextDict, type Tokens } from './tokens.ts';

/** Where an object stands: at a byte of the file, or inside of another object. */
export type Place = Readonly<{ at: number } | { container: number; index: number }>;

export type Xref = Readonly<{ places: ReadonlyMap<number, Place>; trailer: PdfDict }>;

/** A file that was changed and added to more often than this is none of ours. */
const sectionsMax = 8;
const objectsMax = 100_000;

/** Reads the tables at the end of a file, the newest first: what they say counts. */
export const readXref = (bytes: Uint8Array): Xref => {
  const places = new Map<number, Place>();
  let trailer: PdfDict | undefined;
  let next: PdfValue | undefined = startOf(bytes);
  for (let sections = 0; typeof next === 'number'; sections += 1) {
    if (sections === sectionsMax) throw unreadable('its tables go on and on');
    const section = readSection(bytes, next, (object, place) => {
      if (!places.has(object)) places.set(object, place);
      if (places.size > objectsMax) throw unreadable('it has too many objects');
    });
    trailer ??= section;
    next = section.get('/Prev');
  }
  if (!trailer) throw unreadable('it has no trailer');
  if (trailer.has('/Encrypt')) throw unreadable('it is encrypted');
  return { places, trailer };
};

const startOf = (bytes: Uint8Array): number => {
  const end = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).subarray(-1_024).toString('latin1');
  const start = /startxref\s+(\d{1,12})\s+%%EOF\s*$/.exec(end)?.[1];
  if (start === undefined) throw unreadable('its end is missing');
  return Number(start);
};

type Add = (object: number, place: Place) => void;

/** @returns the section's trailer. */
const readSection = (bytes: Uint8Array, at: number, add: Add): PdfDict => {
  const tokens = createTokens(bytes, at);
  if (tokens.next() === 'xref') return readTable(tokens, add);
  const { value: stream } = readObject(bytes, at, () => undefined);
  if (!isStream(stream) || stream.dict.get('/Type') !== '/XRef') throw unreadable('its table of objects is missing');
  readXrefStream(stream, add);
  return stream.dict;
};

const readTable = (tokens: Tokens, add: Add): PdfDict => {
  for (let first = tokens.next(); first !== 'trailer'; first = tokens.next()) {
    const count = tokens.next();
    if (typeof first !== 'number' || typeof count !== 'number') throw unreadable('its table of objects is damaged');
    for (let object = first; object < first + count; object += 1) {
      const [at, , kind] = [tokens.next(), tokens.next(), tokens.next()];
      if (typeof at !== 'number') throw unreadable('its table of objects is damaged');
      if (kind === 'n') add(object, { at });
    }
  }
  return nextDict(tokens);
};

const readXrefStream = (stream: PdfStream, add: Add): void => {
  const numbers = (key: string): readonly number[] => {
    const value = stream.dict.get(key);
    return isArray(value) ? value.filter((item) => typeof item === 'number') : [];
  };
  const [kindBytes = 0, secondBytes = 0, thirdBytes = 0] = numbers('/W');
  const rows = Buffer.from(inflated(stream));
  const size = kindBytes + secondBytes + thirdBytes;
  if (size < 2 || [kindBytes, secondBytes, thirdBytes].some((width) => width > 6))
    throw unreadable('its table is damaged');

  const given = numbers('/Index');
  const sections = given.length > 0 ? given : [0, Number(stream.dict.get('/Size'))];
  let row = 0;
  for (let section = 0; section + 1 < sections.length; section += 2) {
    const [first = 0, count = 0] = sections.slice(section, section + 2);
    for (let object = first; object < first + count && row + size <= rows.length; object += 1, row += size) {
      const kind = kindBytes === 0 ? 1 : rows.readUIntBE(row, kindBytes);
      const second = secondBytes === 0 ? 0 : rows.readUIntBE(row + kindBytes, secondBytes);
      const third = thirdBytes === 0 ? 0 : rows.readUIntBE(row + kindBytes + secondBytes, thirdBytes);
      if (kind === 1) add(object, { at: second });
      if (kind === 2) add(object, { container: second, index: third });
    }
  }
};

type NumberedObject = Readonly<{ object: number; value: PdfValue }>;

/**
 * Reads `7 0 obj … endobj`.
 *
 * @param lengthOf finds a stream's length that stands in another object.
 */
export const readObject = (
  bytes: Uint8Array,
  at: number,
  lengthOf: (length: PdfValue) => PdfValue | undefined,
): NumberedObject => {
  const tokens = createTokens(bytes, at);
  const [object, , word] = [tokens.next(), tokens.next(), tokens.next()];
  const value = tokens.next();
  if (typeof object !== 'number' || word !== 'obj' || value === undefined) throw unreadable('an object is missing');
  if (tokens.next() !== 'stream' || !isDict(value)) return { object, value };

  const afterWord = tokens.position();
  const start = afterWord + (bytes[afterWord] === 13 && bytes[afterWord + 1] === 10 ? 2 : 1);
  const given = value.get('/Length') ?? 0;
  const length = typeof given === 'number' ? given : lengthOf(given);
  if (typeof length !== 'number' || start + length > bytes.length) throw unreadable('a stream is cut off');
  if (createTokens(bytes, start + length).next() !== 'endstream') throw unreadable('a stream has another length');
  return { object, value: { dict: value, packed: bytes.subarray(start, start + length) } };
};
