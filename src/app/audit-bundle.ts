import canonicalize from 'canonicalize';
import { pathOf } from '../../machines/certificate.decider.ts';
import type { Signature } from '../../machines/certificate.events.ts';
import type { DocumentSigner } from '../ports/document-signer.ts';
import type { Metadata, Recorded, StorableEvent } from '../ports/event-store.ts';
import type { CertificateStream } from './certificate-streams.ts';

/** One stored event, in full. */
type BundledEvent = Readonly<{ id: string; revision: number; type: string; data: unknown; metadata: Metadata }>;

/** What the events come to. Whoever verifies the bundle folds them again and compares. */
export type Conclusion = Readonly<{
  /** The state, e.g. `downloadable` or `generating.signing`. */
  reached: string;
  downloadUrl: string | null;
  pdf: Readonly<{ sha256: string; bytes: number }> | null;
  signature: Signature | null;
}>;

/** What is signed: its RFC 8785 form, as UTF-8. */
export type Statement = Readonly<{
  format: 'certificate-agent audit bundle';
  version: 1;
  /** ISO 8601 in UTC, with whole seconds: the signature's time as well. */
  exportedAt: string;
  stream: string;
  events: readonly BundledEvent[];
  conclusion: Conclusion;
  /** The fingerprint of the key that signs the bundle. */
  signedBy: string;
}>;

/** A certificate's whole history in one file that can be checked without this installation, or any. */
export type AuditBundle = Readonly<{
  statement: Statement;
  /** In ASCII armor. */
  publicKey: string;
  /** Detached, in ASCII armor. */
  signature: string;
}>;

/**
 * The bundle of one certificate. It has the learner's name: whoever gets it may see that.
 *
 * @param stored the stream's events as the store has them, for a hash covers just that form.
 * @throws SigningError
 */
export const createAuditBundle = async (
  { stored, certificate }: Readonly<{ stored: readonly Recorded<StorableEvent>[]; certificate: CertificateStream }>,
  signer: DocumentSigner,
  now: Date,
): Promise<AuditBundle> => {
  // An OpenPGP signature knows no parts of a second.
  const exportedAt = new Date(Math.floor(now.getTime() / 1_000) * 1_000);
  const statement: Statement = {
    format: 'certificate-agent audit bundle',
    version: 1,
    exportedAt: exportedAt.toISOString(),
    stream: certificate.name,
    events: stored.map(({ id, revision, event: { type, data }, metadata }) => ({
      id,
      revision: Number(revision),
      type,
      data,
      metadata,
    })),
    conclusion: conclusionOf(certificate),
    signedBy: signer.fingerprint,
  };
  const signature = await signer.sign(signedBytesOf(statement), exportedAt);
  return { statement, publicKey: signer.publicKey, signature };
};

export const conclusionOf = ({ state }: Pick<CertificateStream, 'state'>): Conclusion => {
  const { published, pdf, signature } = state.snapshot.context;
  return { reached: pathOf(state), downloadUrl: published?.downloadUrl ?? null, pdf, signature };
};

/** The bytes that a bundle's signature is made over. */
export const signedBytesOf = (statement: unknown): Uint8Array => Buffer.from(canonicalize(statement) ?? '');
