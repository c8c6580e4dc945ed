import { generateSigningKey } from '../../src/adapters/openpgp/generate-signing-key.ts';
import { loadSigner } from '../../src/adapters/openpgp/load-signer.ts';
import { createPdfmakeRenderer } from '../../src/adapters/pdfmake/pdfmake-renderer.ts';

/** The renderer and the signer that production uses, made once for all tests of a file. */
export const testRenderer = createPdfmakeRenderer();

const createdAt = new Date('2026-01-01T00:00:00Z');
export const testSigner = await loadSigner({
  privateKeyArmored: await generateSigningKey({ name: 'Tests', createdAt }),
  now: createdAt,
});
