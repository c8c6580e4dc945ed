import { decryptKey, type PrivateKey } from 'openpgp';
import { SigningError } from '../../ports/document-signer.ts';

/**
 * The key, ready to sign. This is the slow part (some 50 ms), and is done once, at start.
 *
 * @throws SigningError `signing-key-passphrase`
 */
export const unlockedKey = async (key: PrivateKey, passphrase: string | undefined): Promise<PrivateKey> => {
  if (key.isDecrypted()) return key;
  if (!passphrase) {
    throw new SigningError(
      'signing-key-passphrase',
      'the signing key is locked, and no passphrase is given: set SIGNING_KEY_PASSPHRASE',
    );
  }
  return decryptKey({ privateKey: key, passphrase }).catch((cause: unknown) => {
    const message = 'the passphrase does not unlock the signing key: correct SIGNING_KEY_PASSPHRASE';
    throw new SigningError('signing-key-passphrase', message, { cause });
  });
};
