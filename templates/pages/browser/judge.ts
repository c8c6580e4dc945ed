import { latin1 } from './chosen-file.ts';

/** How a file stands to the certificate that this page is about. */
export type Judgement = 'genuine' | 'changed' | 'another' | 'foreign' | 'unproven';

/** What the page knows of the file that was issued: its digest, 64 hexadecimal digits, and the name in its address. */
export type Issued = Readonly<{ sha256: string; verifyUuid: string }>;

/**
 * Judges a file. Only the signature proves anything; the digest tells at once whether the file can be the one.
 *
 * @param isSigned whether the issuer's key signed these very bytes.
 */
export const judge = async (
  bytes: Uint8Array<ArrayBuffer>,
  { sha256, verifyUuid }: Issued,
  isSigned: (bytes: Uint8Array) => Promise<boolean>,
): Promise<Judgement> => {
  const isTheFile = hex(await crypto.subtle.digest('SHA-256', bytes)) === sha256;
  // The one without the other says that the page is not as it was made.
  if ((await isSigned(bytes)) !== isTheFile) return 'unproven';
  if (isTheFile) return 'genuine';
  const addresses = addressesIn(bytes);
  if (addresses.includes(verifyUuid)) return 'changed';
  return addresses.length > 0 ? 'another' : 'foreign';
};

/** The names of the certificates whose addresses stand in a PDF as links: never a proof, but good for an explanation. */
const addressesIn = (bytes: Uint8Array): readonly string[] =>
  [...latin1(bytes).matchAll(/\/cert\/([0-9a-f]{32})(?![0-9a-f])/g)].map(([, uuid]) => uuid ?? '');

const hex = (buffer: ArrayBuffer): string =>
  [...new Uint8Array(buffer)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
