import { enums, type KeyID, type PrivateKey, type Subkey } from 'openpgp';
import { SigningError } from '../../ports/document-signer.ts';
import { fingerprintOf } from './key-ids.ts';

/** Signatures of these are the same each time; those of DSA and ECDSA hold a random number. */
const repeatableAlgorithms: readonly number[] = [
  enums.publicKey.rsaEncryptSign,
  enums.publicKey.rsaSign,
  enums.publicKey.eddsaLegacy,
  enums.publicKey.ed25519,
  enums.publicKey.ed448,
];

const rsaBitsMin = 2_048;

/**
 * Makes sure that the key can sign at a time, with the subkey given or with the one that it prefers.
 *
 * @throws SigningError which says what is wrong with the key, and what to do.
 */
export const checkSigningKey = async (key: PrivateKey, at: Date, subkeyId?: KeyID): Promise<void> => {
  const name = `signing key ${fingerprintOf(key)}`;

  if (await key.isRevoked(undefined, undefined, at)) {
    throw new SigningError('signing-key-revoked', `${name} is revoked: make a new one, and set CERT_KEY_ID to it`);
  }
  await checkPeriod(key, at, name);
  checkKind(key, name);

  const signing = await key.getSigningKey(subkeyId, at).catch((cause: unknown) => {
    const message = `${name} has no valid key for signing: it, or the subkey, is not made to sign, has expired or is revoked`;
    throw new SigningError('signing-key-unsuitable', message, { cause });
  });
  checkKind(signing, name);
  if (!hasSecret(signing)) {
    throw new SigningError(
      'signing-key-unsuitable',
      `${name} comes without the secret part that signs (it may be on a card or another machine): export that one`,
    );
  }
};

const checkPeriod = async (key: PrivateKey, at: Date, name: string): Promise<void> => {
  const second = (time: Date): number => Math.floor(time.getTime() / 1_000);
  const day = (time: Date): string => time.toISOString().slice(0, 10);

  if (second(at) < second(key.getCreationTime())) {
    const message = `${name} was made on ${day(key.getCreationTime())}, after the time to be signed for (${day(at)}): ask for the certificate again`;
    throw new SigningError('signing-key-too-young', message);
  }
  const expires = await key.getExpirationTime();
  if (expires instanceof Date && second(expires) <= second(at)) {
    const message = `${name} expired on ${day(expires)}: extend it with gpg --quick-set-expire, or make a new one`;
    throw new SigningError('signing-key-expired', message);
  }
};

const checkKind = (key: PrivateKey | Subkey, name: string): void => {
  const { bits } = key.getAlgorithmInfo();
  if (!repeatableAlgorithms.includes(key.keyPacket.algorithm)) {
    const message = `${name} is neither RSA nor Ed25519, so that its signatures could not be repeated: make one with gpg --quick-generate-key NAME rsa3072 sign`;
    throw new SigningError('signing-key-unsuitable', message);
  }
  if (bits !== undefined && bits < rsaBitsMin) {
    const message = `${name} has ${bits} bits, which can be forged: make one of at least ${rsaBitsMin} with gpg --quick-generate-key NAME rsa3072 sign`;
    throw new SigningError('signing-key-unsuitable', message);
  }
};

const hasSecret = ({ keyPacket }: PrivateKey | Subkey): boolean =>
  'isMissingSecretKeyMaterial' in keyPacket && !keyPacket.isMissingSecretKeyMaterial() && keyPacket.isDecrypted();
