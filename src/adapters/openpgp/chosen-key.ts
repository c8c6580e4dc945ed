import { type PrivateKey, readKeys, type Subkey } from 'openpgp';
import { SigningError } from '../../ports/document-signer.ts';
import { fingerprintOf, hasId, knownDummyKeyId, parsedKeyId } from './key-ids.ts';

/** A key, and the subkey that was asked for when it was not the key itself. */
export type ChosenKey = Readonly<{ key: PrivateKey; subkey: Subkey | null }>;

type Choice = Readonly<{ keyId?: string | undefined; allowKnownDummyKey?: boolean | undefined }>;

/**
 * The one private key that is meant, still locked.
 *
 * @param armored one or more keys in OpenPGP armor.
 * @throws SigningError when it is no key, a public one, another one, or one of several.
 */
export const chosenKey = async (armored: string, { keyId, allowKnownDummyKey = false }: Choice): Promise<ChosenKey> => {
  const wanted = keyId ? parsedKeyId(keyId) : '';
  if (!allowKnownDummyKey) refuseDummy([wanted]);
  const keys = await privateKeys(armored);
  const matches = keys.flatMap((key): readonly ChosenKey[] => {
    if (hasId(key, wanted)) return [{ key, subkey: null }];
    const subkey = key.subkeys.find((candidate) => hasId(candidate, wanted));
    return subkey ? [{ key, subkey }] : [];
  });

  const [match, ...others] = matches;
  if (!match) {
    const message = `no private key ${wanted} is there, but ${idsOf(keys)}: correct CERT_KEY_ID or the key file`;
    throw new SigningError('signing-key-not-found', message);
  }
  if (others.length > 0) {
    const message = `several private keys could be meant, ${idsOf(matches.map(({ key }) => key))}: set CERT_KEY_ID to a whole fingerprint`;
    throw new SigningError('signing-key-ambiguous', message);
  }
  if (!allowKnownDummyKey) refuseDummy([match.key, ...match.key.subkeys].map(fingerprintOf));
  return match;
};

const refuseDummy = (ids: readonly string[]): void => {
  if (!ids.some((id) => id.endsWith(knownDummyKeyId))) return;
  throw new SigningError(
    'signing-key-dummy',
    `key ${knownDummyKeyId} is an example whose private half is public: make a key of your own with gpg --quick-generate-key`,
  );
};

const privateKeys = async (armored: string): Promise<readonly PrivateKey[]> => {
  const keys = await readKeys({ armoredKeys: armored }).catch((cause: unknown) => {
    const message =
      'the signing key is not an OpenPGP key in ASCII armor: export it with gpg --armor --export-secret-keys';
    throw new SigningError('signing-key-unreadable', message, { cause });
  });
  const secret = keys.filter((key): key is PrivateKey => key.isPrivate());
  if (secret.length > 0) return secret;
  throw new SigningError(
    'signing-key-not-private',
    'the signing key is a public key, which cannot sign: export it with gpg --armor --export-secret-keys',
  );
};

const idsOf = (keys: readonly PrivateKey[]): string => keys.map(fingerprintOf).join(', ');
