import { createHash } from 'node:crypto';
import type { Artifacts, Order } from '../../machines/certificate.events.ts';
import type { ArtifactFile } from '../ports/artifact-store.ts';
import type { CertificateContent } from '../ports/certificate-renderer.ts';
import type { Ports } from './ports.ts';

/** The documented tree: `downloads/<uuid>/` has the PDF, `cert/<uuid>/` all that verifies it. */
export const downloadFolder = ({ downloadUuid }: Artifacts): string => `downloads/${downloadUuid}/`;
export const verifyFolder = ({ verifyUuid }: Artifacts): string => `cert/${verifyUuid}/`;

/** The address that the LMS shows to the learner. */
export const downloadUrlOf = ({ downloadUuid }: Artifacts, { settings }: Order): string =>
  `${settings.downloadUrl}/downloads/${downloadUuid}/${settings.filename}`;

/** What a certificate's files are made of. */
export const contentOf = (order: Order, artifacts: Artifacts): CertificateContent => ({
  personal: order.personal,
  courseId: order.courseId,
  requestedAt: order.requestedAt,
  artifacts,
  settings: order.settings,
});

/** Every file of a certificate, in this order: a PDF is there only when its proof is, and a page says valid only when both are. */
export const filesOf = (
  content: CertificateContent,
  { pdf, signature }: Readonly<{ pdf: Uint8Array; signature: string | null }>,
  { signer, pages }: Pick<Ports, 'signer' | 'pages'>,
): readonly ArtifactFile[] => {
  const { artifacts, settings } = content;
  const certificate = {
    key: `${downloadFolder(artifacts)}${settings.filename}`,
    body: pdf,
    contentType: 'application/pdf',
  };
  if (!signature || !signer) return [certificate];

  const proof = {
    key: `${verifyFolder(artifacts)}${settings.filename}.sig`,
    body: Buffer.from(signature),
    contentType: 'application/pgp-signature',
  };
  const { fingerprint, publicKey } = signer;
  const sha256 = createHash('sha256').update(pdf).digest('hex');
  return [proof, certificate, ...pages.of(content, { fingerprint, publicKey, signature, sha256 })];
};

/** The page that the certificate's printed address shows. */
export const validKey = (artifacts: Artifacts): string => `${verifyFolder(artifacts)}valid.html`;
