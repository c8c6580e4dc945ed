import type { CertificateEvent, CertificateSettings, Personal } from '../../machines/certificate.events.ts';
import type { ArtifactStore } from '../ports/artifact-store.ts';
import type { CertificateRenderer } from '../ports/certificate-renderer.ts';
import type { DocumentSigner } from '../ports/document-signer.ts';
import type { EventStore } from '../ports/event-store.ts';
import type { Log } from '../ports/log.ts';
import type { CertificateRequest, SubmissionQueue } from '../ports/submission-queue.ts';
import type { Surroundings } from '../ports/surroundings.ts';
import type { Deliveries } from './deliveries.ts';
import type { Lanes } from './lanes.ts';
import type { Pages } from './pages.ts';
import type { Provenance } from './provenance.ts';
import type { SharedFiles } from './shared-files.ts';

/** What a request is carried out with. */
type RequestSettings = Readonly<{ settings: CertificateSettings }> & Pick<Personal, 'interstitial'>;

/** All that the corridor reaches the world through, put together once in the composition root. */
export type Ports = Readonly<{
  store: EventStore<CertificateEvent>;
  queue: SubmissionQueue;
  renderer: CertificateRenderer;
  /** Null by explicit choice only: certificates are then not signed. */
  signer: DocumentSigner | null;
  artifacts: ArtifactStore;
  log: Log;
  surroundings: Surroundings;
  provenance: Provenance;
  /** The settings that a request is carried out with, kept in its event. */
  settingsFor: (request: CertificateRequest, requestedAt: Date) => Promise<RequestSettings>;
  pages: Pages;
  shared: SharedFiles;
  /** Derives stream names, so that a name in the store tells nobody whose certificate it is. */
  installationSecret: Uint8Array;
  lanes: Lanes;
  deliveries: Deliveries;
}>;
