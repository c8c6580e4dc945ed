import type { createMessage, Key, readKey, readSignature, verify } from 'openpgp';

/** The functions of OpenPGP.js that a check needs, from whatever build. */
export type OpenPgp = Readonly<{
  createMessage: typeof createMessage;
  readKey: typeof readKey;
  readSignature: typeof readSignature;
  verify: typeof verify;
}>;

/** A signature, and the key that must have made it: armored; the fingerprint with 40 upper-case hexadecimal digits. */
export type Signed = Readonly<{ publicKey: string; signature: string; fingerprint: string }>;

/** Tells whether the key signed these very bytes. */
export type IsSigned = (bytes: Uint8Array) => Promise<boolean>;

/**
 * Prepares the check of one signature by one key, and tries everything once that it needs: the library loads parts of itself
 * only when they are wanted, and later there may be no network.
 *
 * @throws what the library throws when a part of it cannot be loaded, or the browser lacks what it needs.
 */
export const prepareSignatureCheck = async (openpgp: OpenPgp, signed: Signed): Promise<IsSigned> => {
  const proof = await proofOf(openpgp, signed);
  // Whatever this page was given, it is not what was published: then nothing is proven.
  if (!proof) return async () => false;
  const { key, signature, at } = proof;

  const isSigned: IsSigned = async (bytes) => {
    const message = await openpgp.createMessage({ binary: bytes });
    const checked = await openpgp.verify({ message, signature, verificationKeys: key, format: 'binary', date: at });
    return anyOf(checked.signatures.map(({ verified }) => verified));
  };
  // The key's own signatures are of the same kind as the one that is checked later.
  await key.getSigningKey(signature.getSigningKeyIDs()[0], at).catch(() => undefined);
  await isSigned(new Uint8Array());
  return isSigned;
};

const proofOf = async (openpgp: OpenPgp, { publicKey, signature: armoredSignature, fingerprint }: Signed) => {
  try {
    const key: Key = await openpgp.readKey({ armoredKey: publicKey });
    const signature = await openpgp.readSignature({ armoredSignature });
    if (key.isPrivate() || key.getFingerprint().toUpperCase() !== fingerprint) return null;
    // A signature stays good when its key has expired since, and whatever this device's clock says.
    const at = signature.packets[0]?.created;
    return at ? { key, signature, at } : null;
  } catch {
    return null;
  }
};

const anyOf = async (answers: readonly Promise<boolean>[]): Promise<boolean> => {
  const settled = await Promise.allSettled(answers);
  return settled.some((answer) => answer.status === 'fulfilled' && answer.value);
};
