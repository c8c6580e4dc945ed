import type { Artifacts, Order } from '../../machines/certificate.events.ts';
import type { ArtifactFile, ArtifactStore } from '../ports/artifact-store.ts';
import type { CertificateContent } from '../ports/certificate-renderer.ts';
import type { Ports } from './ports.ts';

/** The documented tree: `downloads/<uuid>/` has the PDF, `cert/<uuid>/` all that verifies it. */
const downloadFolder = ({ downloadUuid }: Artifacts): string => `downloads/${downloadUuid}/`;
const verifyFolder = ({ verifyUuid }: Artifacts): string => `cert/${verifyUuid}/`;

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

/** Every file of a certificate, the PDF last: what the LMS links to is there only when its proof is. */
export const filesOf = (
  content: CertificateContent,
  { pdf, signature }: Readonly<{ pdf: Uint8Array; signature: string | null }>,
  { signer, pagesFor }: Pick<Ports, 'signer' | 'pagesFor'>,
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
  return [proof, ...pagesFor(content, signer), certificate];
};

/**
 * Every key that a certificate's files can have. Asking for names that we know needs no permission to list.
 *
 * @param filenames the PDF's names, under all the settings that it may have been published with.
 */
const keysOf = (artifacts: Artifacts, filenames: readonly string[]): readonly string[] => [
  ...filenames.map((filename) => `${downloadFolder(artifacts)}${filename}`),
  ...[...filenames.map((filename) => `${filename}.sig`), 'valid.html', 'verify.html'].map(
    (name) => `${verifyFolder(artifacts)}${name}`,
  ),
];

/**
 * Removes every file of these certificates, the PDFs first. What is not there is fine.
 *
 * @throws ArtifactStoreError
 */
export const removeFiles = async (
  { gone, filenames }: Readonly<{ gone: readonly Artifacts[]; filenames: readonly string[] }>,
  store: ArtifactStore,
  signal?: AbortSignal,
): Promise<void> => {
  for (const artifacts of gone) {
    for (const key of keysOf(artifacts, filenames)) await store.remove(key, signal);
  }
};
