import { SelfCheckError } from '../../ports/certificate-check.ts';

/** Points to an object that stands elsewhere in the file. */
export type PdfRef = Readonly<{ ref: number }>;
export type PdfDict = ReadonlyMap<string, PdfValue>;
/** A dictionary and the bytes that follow it, as they are in the file. */
export type PdfStream = Readonly<{ dict: PdfDict; packed: Uint8Array }>;

/**
 * A value in a PDF. Names keep their slash (`/Page`), so that they and operators (`BT`, `true`, `null`) can both be
 * strings; a PDF's own strings are bytes.
 */
export type PdfValue = number | string | Uint8Array | readonly PdfValue[] | PdfDict | PdfRef | PdfStream;

export const isDict = (value: PdfValue | undefined): value is PdfDict => value instanceof Map;
export const isArray = (value: PdfValue | undefined): value is readonly PdfValue[] => Array.isArray(value);
export const isBytes = (value: PdfValue | undefined): value is Uint8Array => value instanceof Uint8Array;
export const isRef = (value: PdfValue | undefined): value is PdfRef =>
  typeof value === 'object' && !isBytes(value) && 'ref' in value;
export const isStream = (value: PdfValue | undefined): value is PdfStream =>
  typeof value === 'object' && !isBytes(value) && 'packed' in value;

/** What every reader of a part throws when that part makes no sense. */
export const unreadable = (because: string, cause?: unknown): SelfCheckError =>
  new SelfCheckError(
    'self-check-unreadable',
    `the finished PDF cannot be read again: ${because}`,
    cause === undefined ? {} : { cause },
  );
