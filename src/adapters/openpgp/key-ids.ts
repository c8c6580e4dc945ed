import type { PrivateKey, Subkey } from 'openpgp';
import { SigningError } from '../../ports/document-signer.ts';

/**
 * The key that the old agent named when nobody had configured one. Its private half is public, so
 * everybody can sign with it, and a signature by it proves nothing.
 */
export const knownDummyKeyId = 'FEF8D954';

const formats = /^(?:0x)?([0-9a-f]{8}|[0-9a-f]{16}|[0-9a-f]{40})$/i;

/**
 * A key's id or fingerprint as 8, 16 or 40 upper-case hexadecimal digits.
 *
 * @throws SigningError `signing-key-id-invalid`
 */
export const parsedKeyId = (keyId: string): string => {
  const digits = formats.exec(keyId.trim().replaceAll(' ', ''))?.[1];
  if (digits) return digits.toUpperCase();
  throw new SigningError(
    'signing-key-id-invalid',
    'the signing key is named by 8, 16 or 40 hexadecimal digits; `gpg --list-secret-keys --keyid-format long` shows them',
  );
};

/** Upper-case hexadecimal digits, 40 of them: the end of it is the key's id. */
export const fingerprintOf = (key: PrivateKey | Subkey): string => key.getFingerprint().toUpperCase();

/** Whether the key itself, not one of its subkeys, has this id. */
export const hasId = (key: PrivateKey | Subkey, keyId: string): boolean => fingerprintOf(key).endsWith(keyId);
