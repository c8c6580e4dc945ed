import type { Artifacts, CertificateEvent } from '../../machines/certificate.events.ts';
import { type ArtifactClaims, claimedArtifacts } from '../../projections/claimed-artifacts.ts';
import { isCertificateStream } from '../../projections/projection.ts';
import type { PublishedFile } from '../ports/artifact-store.ts';
import { advance, commit, loadCertificate } from './certificate-streams.ts';
import { foldHistory } from './fold-history.ts';
import type { Job } from './handle-submission.ts';
import type { Ports } from './ports.ts';
import { reportQuarantined } from './quarantine.ts';
import { isShared } from './shared-files.ts';
import { changeOf, uuidOf } from './sweep-change.ts';

/** What a sweep found and did. */
export type SweepReport = Readonly<{
  /** Files seen in all. */
  files: number;
  /** Files of ours that nothing claims any more: removed (or only found, in a dry run). */
  removed: readonly string[];
  /** Pages whose text was not what it must be by now: written anew (or only found). */
  rewritten: readonly string[];
  /** Folders with names this history never drew, e.g. of an older agent: left alone. */
  unknownFolders: number;
}>;

/**
 * Removes published files that no event claims: what a failed attempt left, what came back after a removal, and
 * replaced files whose retention time is over. Pages that must say by now that a certificate was replaced or withdrawn are
 * written anew, when their size tells that they do not. Files are listed before the history is read: every name is in the
 * history before its first upload, so nothing that is being published now can be taken for a leftover.
 *
 * @throws ArtifactStoreError, EventStoreUnavailableError
 */
export const sweep = async (
  { ports, signal }: Job,
  { retentionMs, dryRun }: Readonly<{ retentionMs: number; dryRun: boolean }>,
): Promise<SweepReport> => {
  const listed: PublishedFile[] = [];
  // Pages first, so that none says valid of a PDF that has gone before it.
  for (const prefix of ['cert/', 'downloads/']) {
    for await (const file of ports.artifacts.list(prefix, signal)) listed.push(file);
  }

  const claims = await foldHistory(ports.store, claimedArtifacts, (error) => reportQuarantined(error, ports));
  const expired = expiredOf(claims, new Date(ports.surroundings.now().getTime() - retentionMs).toISOString());
  const { claimed, ours } = uuidsOf(claims, expired);
  const files = listed.filter(({ key }) => !isShared(key));
  const unknown = new Set(files.map(({ key }) => uuidOf(key)).filter((uuid) => !ours.has(uuid)));
  const changes = files.flatMap((file) => changeOf(file, { claimed, ours }, ports.pages));

  // A view does not see that a stream is not what was written: then its files are left alone as well.
  const whole = await wholeOf(new Set([...expired.keys(), ...changes.map(({ stream }) => stream)]), ports);
  const due = changes.filter(({ stream }) => whole.has(stream));
  if (!dryRun) {
    const present = new Set(listed.map(({ key }) => key));
    if (listed.some(({ key }) => key.startsWith('cert/'))) await ports.shared.restore(present, ports.artifacts, signal);
    for (const { key, page } of due) {
      await (page ? ports.artifacts.put(page, signal) : ports.artifacts.remove(key, signal));
    }
    for (const [stream, artifacts] of expired) if (whole.has(stream)) await noteRemoved(stream, artifacts, ports);
  }
  const keysOf = (isPage: boolean) => [
    ...new Set(due.flatMap(({ key, page }) => ((page !== null) === isPage ? key : []))),
  ];
  return { files: files.length, removed: keysOf(false), rewritten: keysOf(true), unknownFolders: unknown.size };
};

/** Those of the streams that can be trusted; the others are reported. */
const wholeOf = async (streams: Iterable<string>, ports: Ports): Promise<ReadonlySet<string>> => {
  const whole = new Set<string>();
  for (const stream of streams) {
    try {
      await loadCertificate(ports.store, stream);
      whole.add(stream);
    } catch (error) {
      reportQuarantined(error, ports);
    }
  }
  return whole;
};

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
  const drawn = [...known.values()].flatMap((files) => both(files.artifacts).map((uuid) => [uuid, files] as const));
  return { claimed, ours: new Map(drawn) };
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
