import { loadPrivateKey, type PrivateKeySource } from '../adapters/openpgp/load-private-key.ts';
import { loadSigner } from '../adapters/openpgp/load-signer.ts';
import { verifySignature } from '../adapters/openpgp/verify-signature.ts';
import { createVerifiedSigner } from '../app/verified-signer.ts';
import type { Settings } from '../config/setting-definitions.ts';
import type { DocumentSigner } from '../ports/document-signer.ts';

/**
 * The signer, with its key read and unlocked; null when signing is switched off.
 *
 * @throws SigningError: nothing starts with a key that cannot sign.
 */
export const openSigner = async (settings: Settings, now: Date): Promise<DocumentSigner | null> => {
  if (!settings.sign) return null;
  const passphrase = settings.signingKeyPassphrase?.reveal();
  const keyId = settings.certKeyId || undefined;
  const signer = await loadSigner({
    privateKeyArmored: await loadPrivateKey(sourceOf(settings, passphrase)),
    passphrase,
    keyId,
    now,
  });
  return createVerifiedSigner(signer, verifySignature);
};

const sourceOf = (settings: Settings, passphrase: string | undefined): PrivateKeySource =>
  settings.signingKeyFile !== null
    ? { file: settings.signingKeyFile }
    : { gpgHome: settings.certGpgDir, keyId: settings.certKeyId ?? '', ...(passphrase ? { passphrase } : {}) };
