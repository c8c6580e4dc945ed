import { open } from 'node:fs/promises';
import { SigningError } from '../../ports/document-signer.ts';
import { exportFromGpg, type GpgKey, privateKeyBytesMax } from './export-from-gpg.ts';

/** Where an operator keeps the signing key: an armored file, or a GnuPG home. */
export type PrivateKeySource = Readonly<{ file: string }> | GpgKey;

/**
 * @returns the private key in OpenPGP armor, still locked when it has a passphrase.
 * @throws SigningError
 */
export const loadPrivateKey = (source: PrivateKeySource): Promise<string> =>
  'file' in source ? fromFile(source.file) : exportFromGpg(source);

const fromFile = async (path: string): Promise<string> => {
  const text = await firstBytes(path).catch((cause: NodeJS.ErrnoException) => {
    const message = `the signing key's file ${path} cannot be read (${cause.code ?? 'unknown'}): correct SIGNING_KEY_FILE or the file's permissions`;
    throw new SigningError('signing-key-missing', message, { cause });
  });
  if (text.length <= privateKeyBytesMax) return text.toString('utf8');
  throw new SigningError(
    'signing-key-unreadable',
    `the signing key's file ${path} is larger than ${privateKeyBytesMax} bytes, so it is not a key`,
  );
};

/** One byte more than a key can have tells that it is none; the rest of a huge file is never read. */
const firstBytes = async (path: string): Promise<Buffer> => {
  const file = await open(path);
  try {
    const buffer = Buffer.alloc(privateKeyBytesMax + 1);
    let length = 0;
    for (let bytesRead = -1; bytesRead !== 0 && length < buffer.length; length += bytesRead) {
      ({ bytesRead } = await file.read(buffer, length, buffer.length - length));
    }
    return buffer.subarray(0, length);
  } finally {
    await file.close();
  }
};
