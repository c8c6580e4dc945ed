import type { Artifacts, CertificateEvent } from '../../machines/certificate.events.ts';
import { type ArtifactClaims, claimedArtifacts } from '../../projections/claimed-artifacts.ts';
import { isCertificateStream } from '../../projections/projection.ts';
import { advance, commit, loadCertificate } from './certificate-streams.ts';
import { foldHistory } from './fold-history.ts';
import type { Job } from './handle-submission.ts';
import type { Ports } from './ports.ts';
import { reportQuarantined } from './quarantine.ts';

/** What a sweep found and did. */
export type SweepReport = Readonly<{
  /** Files seen in all. */
  files: number;
  /** Files of ours that nothing claims any more: removed (or only found, in a dry run). */
  removed: readonly string[];
  /** Folders with names this history never drew, e.g. of an older agent: left alone. */
  unknownFolders: number;
}>;

/**
 * Removes published files that no event claims: what a failed attempt left, what came back after a removal, and
 * replaced files whose retention time is over. Files are listed before the history is read: every name is in the
 * history before its first upload, so nothing that is being published now can be taken for a leftover.
 *
 * @throws ArtifactStoreError, EventStoreUnavailableError
 */
export const sweep = async (
  { ports, signal }: Job,
  { retentionMs, dryRun }: Readonly<{ retentionMs: number; dryRun: boolean }>,
): Promise<SweepReport> => {
  const keys: string[] = [];
  for (const prefix of ['downloads/', 'cert/']) {
    for await (const key of ports.artifacts.list(prefix, signal)) keys.push(key);
  }

  const claims = await foldHistory(ports.store, claimedArtifacts, (error) => reportQuarantined(error, ports));
  const expired = expiredOf(claims, new Date(ports.surroundings.now().getTime() - retentionMs).toISOString());
  const { claimed, ours } = uuidsOf(claims, expired);
  const unclaimed = keys.filter((key) => ours.has(uuidOf(key)) && !claimed.has(uuidOf(key)));
  const unknown = new Set(keys.map(uuidOf).filter((uuid) => !ours.has(uuid)));

  if (!dryRun) {
    for (const key of unclaimed) await ports.artifacts.remove(key, signal);
    for (const [stream, artifacts] of expired) await noteRemoved(stream, artifacts, ports);
  }
  return { files: keys.length, removed: unclaimed, unknownFolders: unknown.size };
};

/** `downloads/<uuid>/...` and `cert/<uuid>/...`; anything else has no uuid that we drew. */
const uuidOf = (key: string): string => key.split('/')[1] ?? '';

type Expired = ReadonlyMap<string, readonly Artifacts[]>;

const expiredOf = ({ streams }: ArtifactClaims, replacedBefore: string): Expired =>
  new Map(
    [...streams].flatMap(([stream, { superseded }]) => {
      const old = superseded.filter(({ since }) => since < replacedBefore).map(({ artifacts }) => artifacts);
      return old.length > 0 ? [[stream, old] as const] : [];
    }),
  );

const uuidsOf = ({ streams, known }: ArtifactClaims, expired: Expired) => {
  const both = ({ downloadUuid, verifyUuid }: Artifacts): string[] => [downloadUuid, verifyUuid];
  const claimed = new Set<string>();
  for (const [stream, { underWay, published, kept: linked, superseded }] of streams) {
    const gone = new Set(expired.get(stream)?.flatMap(both));
    const kept = superseded.flatMap(({ artifacts }) => both(artifacts)).filter((uuid) => !gone.has(uuid));
    for (const uuid of [...kept, ...[underWay, published, ...linked].flatMap((files) => (files ? both(files) : []))]) {
      claimed.add(uuid);
    }
  }
  return { claimed, ours: new Set([...known.values()].flatMap(both)) };
};

/** The audit trail says when replaced files went. A certificate that is in work is left for the next sweep. */
const noteRemoved = (name: string, artifacts: readonly Artifacts[], ports: Ports): Promise<void> =>
  ports.lanes.run(name, async () => {
    const certificate = await loadCertificate(ports.store, name);
    const { order, underWay, unanswered } = certificate.state.snapshot.context;
    if (!isCertificateStream(name) || !order || underWay || unanswered.length > 0) return;
    const event: CertificateEvent = { type: 'certificate.removed', data: { submission: order.submission, artifacts } };
    await commit(advance(certificate, [event], { ...ports, cause: 'sweep' }), ports.store);
  });
