import type { Artifacts, Order } from '../../machines/certificate.events.ts';
import { claimedArtifacts, type Drawn, type Fate, fate, fateAfter } from '../../projections/claimed-artifacts.ts';
import { project } from '../../projections/projection.ts';
import type { ArtifactFile } from '../ports/artifact-store.ts';
import type { CertificateStream } from './certificate-streams.ts';
import { pageNames } from './pages.ts';
import type { Ports } from './ports.ts';
import { downloadFolder, verifyFolder } from './publication.ts';

/** Files that go, and what the pages that stay in their place say; null when none shall stay. */
export type Gone = Readonly<{ artifacts: Artifacts; fate: Fate | null }>;

type Place = Pick<Ports, 'artifacts' | 'pages' | 'shared'>;

/**
 * Leaves tombstones where there were pages, and removes every other file of these certificates. The pages change first: at no
 * moment, also after a crash, one says valid of a PDF that is gone. What is not there is fine. Asking for names that we know
 * needs no permission to list.
 *
 * @param filenames the PDF's names, under all the settings that it may have been published with.
 * @throws ArtifactStoreError when something is left, or a tombstone could not be written; everything else is done then.
 */
export const removeFiles = async (
  { gone, filenames }: Readonly<{ gone: readonly Gone[]; filenames: readonly string[] }>,
  place: Place,
  signal?: AbortSignal,
): Promise<void> => {
  for (const one of gone) {
    const [pages] = await Promise.allSettled([endPages(one, place, signal)]);
    const files = filenames.map((filename) => `${downloadFolder(one.artifacts)}${filename}`);
    const signatures = filenames.map((filename) => `${verifyFolder(one.artifacts)}${filename}.sig`);
    for (const key of [...files, ...signatures]) await place.artifacts.remove(key, signal);
    if (pages.status === 'rejected') throw pages.reason;
  }
};

const endPages = async (
  { artifacts, fate }: Gone,
  { artifacts: store, pages, shared }: Place,
  signal?: AbortSignal,
): Promise<void> => {
  const tombstones = fate && pages.keepsTombstones ? pages.tombstones(artifacts.verifyUuid, fate) : [];
  const removePages = async (): Promise<void> => {
    for (const name of pageNames) await store.remove(`${verifyFolder(artifacts)}${name}`, signal);
  };
  if (tombstones.length === 0) await removePages();
  else
    await putAll(tombstones, { artifacts: store, shared }, signal).catch(async (error: unknown) => {
      // The person's page goes in any case, also when there is no room for the tombstone.
      await removePages();
      throw error;
    });
};

const putAll = async (
  tombstones: readonly ArtifactFile[],
  { artifacts: store, shared }: Pick<Place, 'artifacts' | 'shared'>,
  signal?: AbortSignal,
): Promise<void> => {
  await shared.publish(store, signal);
  for (const tombstone of tombstones) await store.put(tombstone, signal);
};

/** What the tombstones of files say that go because of this order; the same whenever it is asked. */
export const goneBy = (
  order: Order,
  artifacts: readonly Artifacts[],
  certificate: CertificateStream,
): readonly Gone[] => {
  const { known } = project(claimedArtifacts, certificate.history);
  const now = fate(order.artifacts ? 'replaced' : 'withdrawn', order.requestedAt);
  return artifacts.map((one) => {
    const drawn = known.get(one.downloadUuid);
    return { artifacts: one, fate: hadPages(one, drawn) ? fateAfter(drawn?.fate ?? null, now) : null };
  });
};

/** Of an older agent's files we know only the names that the LMS gives; one name for both says that there were no pages. */
const hadPages = ({ downloadUuid, verifyUuid }: Artifacts, drawn: Drawn | undefined): boolean =>
  drawn ? drawn.hasPages : downloadUuid !== verifyUuid;
