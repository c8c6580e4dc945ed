import { claimedArtifacts } from '../../projections/claimed-artifacts.ts';
import { project } from '../../projections/projection.ts';
import type { CertificateStream } from './certificate-streams.ts';
import type { Ports } from './ports.ts';
import { validKey } from './publication.ts';

/**
 * Lets the pages of replaced files that stay reachable say so. Only of what history has replaced: until its successor is
 * stored that may yet fail. Comes before every answer that gives the LMS a certificate, also after a crash, so that the LMS
 * never shows the new one while the old page says valid. Replaced is replaced for ever, so it can be repeated.
 *
 * @throws ArtifactStoreError
 */
export const markReplaced = async (
  certificate: CertificateStream,
  { ports, signal }: Readonly<{ ports: Ports; signal: AbortSignal }>,
): Promise<void> => {
  const { streams, known } = project(claimedArtifacts, certificate.history);
  for (const { artifacts } of streams.get(certificate.name)?.superseded ?? []) {
    const { fate, hasPages } = known.get(artifacts.downloadUuid) ?? { fate: null, hasPages: false };
    if (!fate || !hasPages) continue;
    await ports.shared.publish(ports.artifacts, signal);
    const page = ports.pages.tombstones(artifacts.verifyUuid, fate).find(({ key }) => key === validKey(artifacts));
    if (page) await ports.artifacts.put(page, signal);
  }
};
