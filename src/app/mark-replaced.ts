import { claimedArtifacts } from '../../projections/claimed-artifacts.ts';
import { project } from '../../projections/projection.ts';
import type { CertificateStream } from './certificate-streams.ts';
import type { Ports } from './ports.ts';
import { validKey } from './publication.ts';

/**
 * Lets the pages of files that stay reachable say that they were replaced. Only when their successor is stored: until then
 * it may yet fail. Once replaced is replaced for ever, so this can be repeated, and the sweep does what is missed here.
 */
export const markReplaced = async (
  certificate: CertificateStream,
  { ports, signal }: Readonly<{ ports: Ports; signal: AbortSignal }>,
): Promise<void> => {
  const last = certificate.history.at(-1);
  if (last?.event.type !== 'certificate.created') return;
  const { streams, known } = project(claimedArtifacts, certificate.history);
  const replaced = (streams.get(certificate.name)?.superseded ?? []).filter(
    ({ since }) => since === last.metadata.time,
  );

  try {
    for (const { artifacts } of replaced) {
      const { fate, hasPages } = known.get(artifacts.downloadUuid) ?? { fate: null, hasPages: false };
      if (!fate || !hasPages) continue;
      await ports.shared.publish(ports.artifacts, signal);
      const page = ports.pages.tombstones(artifacts.verifyUuid, fate).find(({ key }) => key === validKey(artifacts));
      if (page) await ports.artifacts.put(page, signal);
    }
  } catch (error) {
    const because = error instanceof Error ? error.message : 'unknown';
    ports.log.warn('the page of a replaced certificate is left to the sweep', { stream: certificate.name, because });
  }
};
