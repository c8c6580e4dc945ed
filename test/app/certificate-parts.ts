import { generateSigningKey } from '../../src/adapters/openpgp/generate-signing-key.ts';
import { loadSigner } from '../../src/adapters/openpgp/load-signer.ts';
import { verifySignature } from '../../src/adapters/openpgp/verify-signature.ts';
import { createCertificateCheck } from '../../src/adapters/pdf-check/check-certificate.ts';
import { createPdfmakeRenderer } from '../../src/adapters/pdfmake/pdfmake-renderer.ts';
import { createCheckedRenderer } from '../../src/app/checked-renderer.ts';
import { createVerifiedSigner } from '../../src/app/verified-signer.ts';

/** The renderer and the signer that production uses, with their checks, made once for all tests of a file. */
export const testRenderer = createCheckedRenderer(createPdfmakeRenderer(), createCertificateCheck());

const createdAt = new Date('2026-01-01T00:00:00Z');
const signer = await loadSigner({
  privateKeyArmored: await generateSigningKey({ name: 'Tests', createdAt }),
  now: createdAt,
});
export const testSigner = createVerifiedSigner(signer, verifySignature);
