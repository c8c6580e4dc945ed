import { createMessage, type KeyID, type PrivateKey, sign } from 'openpgp';
import { type DocumentSigner, SigningError } from '../../ports/document-signer.ts';
import { checkSigningKey } from './check-signing-key.ts';
import { chosenKey } from './chosen-key.ts';
import { fingerprintOf } from './key-ids.ts';
import { unlockedKey } from './unlocked-key.ts';

export type SignerOptions = Readonly<{
  /** One or more private keys in OpenPGP armor. */
  privateKeyArmored: string;
  passphrase?: string | undefined;
  /** 8, 16 or 40 hexadecimal digits; needed when there are several keys. */
  keyId?: string | undefined;
  /** A key that has expired by now is refused at once, not at the first certificate. */
  now: Date;
  /** For the old agent's public example key, in demonstrations only. */
  allowKnownDummyKey?: boolean | undefined;
}>;

type Keys = Readonly<{ secret: PrivateKey; subkeyId: KeyID | undefined }>;

/** The same bytes and time shall give the same signature; and no header says what made it. */
const config = { nonDeterministicSignaturesViaNotation: false, showComment: false, showVersion: false };

/**
 * Reads, unlocks and checks the signing key, once, at start. Whatever is wrong with it shows here.
 *
 * @throws SigningError
 */
export const loadSigner = async (options: SignerOptions): Promise<DocumentSigner> => {
  const { key, subkey } = await chosenKey(options.privateKeyArmored, options);
  const secret = await unlockedKey(key, options.passphrase);
  const keys = { secret, subkeyId: subkey?.getKeyID() };
  await checkSigningKey(secret, options.now, keys.subkeyId);

  return {
    fingerprint: fingerprintOf(secret),
    publicKey: secret.toPublic().armor(),
    async sign(document, signedAt) {
      await checkSigningKey(secret, signedAt, keys.subkeyId);
      return signatureOf(document, signedAt, keys);
    },
  };
};

const signatureOf = async (document: Uint8Array, date: Date, { secret, subkeyId }: Keys): Promise<string> => {
  try {
    return await sign({
      message: await createMessage({ binary: document }),
      signingKeys: secret,
      ...(subkeyId ? { signingKeyIDs: subkeyId } : {}),
      detached: true,
      format: 'armored',
      date,
      config,
    });
  } catch (cause) {
    throw new SigningError('signing-failed', 'the OpenPGP library could not sign with the signing key', { cause });
  }
};
