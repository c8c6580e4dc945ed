import type { Fate } from '../../projections/claimed-artifacts.ts';
import type { ArtifactFile } from '../ports/artifact-store.ts';
import type { CertificateContent } from '../ports/certificate-renderer.ts';

/** What proves a certificate's PDF, for the page that checks it. */
type Proof = Readonly<{
  /** 40 hexadecimal digits, upper case. */
  fingerprint: string;
  /** The armored public key. */
  publicKey: string;
  /** The armored detached signature. */
  signature: string;
  /** Of the PDF, 64 hexadecimal digits. */
  sha256: string;
}>;

/** The HTML pages beside a signature, and what stands in their place later. They depend on nothing but what is given. */
export type Pages = Readonly<{
  /** What all pages need, under names that stay: scripts, and the key of now. Published before any page. */
  shared: readonly ArtifactFile[];
  /** `verify.html` and `valid.html`, in the order of publishing. */
  of: (content: CertificateContent, proof: Proof) => readonly ArtifactFile[];
  /** The same two when the certificate is replaced or withdrawn: they say so, and nothing about anybody. */
  tombstones: (verifyUuid: string, fate: Fate) => readonly ArtifactFile[];
  /** False when an operator wants nothing to stay behind: then the pages of what is gone are removed. */
  keepsTombstones: boolean;
}>;

/** The names that both kinds of pages have below `cert/<verify uuid>/`. */
export const pageNames: readonly string[] = ['verify.html', 'valid.html'];
