import { type DocumentSigner, SigningError } from '../ports/document-signer.ts';
import type { VerifySignature } from '../ports/signature-verifier.ts';

/**
 * A signer whose signatures are all checked, over the very bytes and with the public key that readers are given, before they
 * are handed out. A signature that readers could not verify is worse than none.
 */
export const createVerifiedSigner = (signer: DocumentSigner, verifySignature: VerifySignature): DocumentSigner => ({
  ...signer,
  async sign(document, signedAt) {
    const signature = await signer.sign(document, signedAt);
    const { publicKey, fingerprint } = signer;
    const verdict = await verifySignature({ document, signature, publicKey, at: signedAt });
    if (verdict.kind === 'signed' && verdict.fingerprint === fingerprint) return signature;
    throw new SigningError(
      'signature-invalid',
      'the new signature does not verify with our own public key, so nothing is published',
    );
  },
});
