import { generateKey } from 'openpgp';

/**
 * Makes a signing key whose signatures GnuPG 2.2 accepts too (Ed25519 in its older form, version 4).
 *
 * @param name who certifies, e.g. `Demo University`; it is published with the key.
 * @returns the private key in OpenPGP armor, locked when there is a passphrase.
 */
export const generateSigningKey = async ({
  name,
  createdAt,
  passphrase,
}: Readonly<{ name: string; createdAt: Date; passphrase?: string }>): Promise<string> => {
  const { privateKey } = await generateKey({
    type: 'ecc',
    curve: 'ed25519Legacy',
    userIDs: { name },
    // Nothing is ever encrypted to it, so it needs no subkey.
    subkeys: [],
    date: createdAt,
    format: 'armored',
    ...(passphrase ? { passphrase } : {}),
  });
  return privateKey;
};
