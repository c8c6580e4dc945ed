import { createMessage, type Key, readKey, readSignature, verify } from 'openpgp';
import type { VerifySignature } from '../../ports/signature-verifier.ts';

/** One armor, with nothing before or after it: of what else a file holds, programs show the first, the last or none. */
const oneArmor = /^-----BEGIN PGP SIGNATURE-----\r?\n(?:[^-\r\n][^\n]*\n|\r?\n)+-----END PGP SIGNATURE-----\s*$/;

/** Checks a detached signature with the one public key that comes with it. */
export const verifySignature: VerifySignature = async ({ document, signature: armoredSignature, publicKey, at }) => {
  const notSigned = (because: string) => ({ kind: 'not-signed', because }) as const;
  const key = await keyOf(publicKey);
  if (!key) return notSigned('the public key is not an OpenPGP key in ASCII armor');
  if (key.isPrivate()) return notSigned('the key is a private one, which nobody may have: revoke it');
  if (!(await isGoodAt(key, at))) return notSigned('the public key was not valid then: it had expired, or is revoked');
  const signature = oneArmor.test(armoredSignature) ? await orNull(readSignature({ armoredSignature })) : null;
  if (signature?.packets.length !== 1) return notSigned('the signature is not one OpenPGP signature in ASCII armor');

  const message = await createMessage({ binary: document });
  const checked = await verify({ message, signature, verificationKeys: key, format: 'binary', date: at });
  for (const { verified } of checked.signatures) {
    if (await orNull(verified)) return { kind: 'signed', fingerprint: fingerprintOf(key) };
  }
  return notSigned('the signature is not this key’s, or what was signed has been changed');
};

/** The key that was read last: an agent asks for its own again and again, and reading it costs as much as a signature. */
let last: Readonly<{ armored: string; key: Key }> | undefined;

const keyOf = async (armored: string): Promise<Key | null> => {
  if (last?.armored === armored) return last.key;
  const key = await orNull(readKey({ armoredKey: armored }));
  if (key) last = { armored, key };
  return key;
};

const isGoodAt = async (key: Key, at: Date): Promise<boolean> =>
  (await orNull(key.verifyPrimaryKey(at).then(() => key))) !== null;

const fingerprintOf = (key: Key): string => key.getFingerprint().toUpperCase();

/** The library's errors say that a foreign text is no good, and nothing more that a reader could use. */
const orNull = async <Value>(promise: Promise<Value>): Promise<Value | null> => {
  try {
    return await promise;
  } catch {
    return null;
  }
};
