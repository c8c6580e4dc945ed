import type { Artifacts } from '../machines/certificate.events.ts';
import { isCertificateStream, type Projection } from './projection.ts';

/** What became of files that were valid once, for the page that says so. `on` is a day in UTC, e.g. `2026-05-01`. */
export type Fate = Readonly<{ state: 'replaced' | 'withdrawn'; on: string }>;

/** One certificate's files as the history has them. */
type Claims = Readonly<{
  /** Drawn for a command that is not finished. */
  underWay: Artifacts | null;
  /** When the last command was accepted, ISO 8601. */
  requestedAt: string;
  /** That command came later than its successor: what was published before stays. */
  late: boolean;
  published: Artifacts | null;
  /** The LMS may point at these as well, as long as no later command replaces them. */
  kept: readonly Artifacts[];
  /** Replaced, but links may still point at them; with the time of the replacement, ISO 8601. */
  superseded: readonly Readonly<{ artifacts: Artifacts; since: string }>[];
}>;

/** Files that this installation drew names for, in which stream, and whether a signature and its pages were among them. */
export type Drawn = Readonly<{ artifacts: Artifacts; stream: string; hasPages: boolean; fate: Fate | null }>;

/** Every uuid pair this installation ever drew, by its first uuid, and what each stream still claims. Changed in place. */
export type ArtifactClaims = Readonly<{ streams: Map<string, Claims>; known: Map<string, Drawn> }>;

const none: Claims = { underWay: null, requestedAt: '', late: false, published: null, kept: [], superseded: [] };

export const claimedArtifacts: Projection<ArtifactClaims> = {
  name: 'claimed-artifacts',
  initial: () => ({ streams: new Map(), known: new Map() }),
  apply: (claims, { stream, event, metadata }) => {
    if (!isCertificateStream(stream)) return claims;
    const before = claims.streams.get(stream) ?? none;
    const claim = (now: Partial<Claims>) => {
      claims.streams.set(stream, { ...before, ...now });
      return claims;
    };

    const end = (artifacts: readonly Artifacts[], state: Fate['state'], time: string): void => {
      for (const { downloadUuid } of artifacts) {
        const drawn = claims.known.get(downloadUuid);
        if (drawn) claims.known.set(downloadUuid, { ...drawn, fate: fateAfter(drawn.fate, fate(state, time)) });
      }
    };

    switch (event.type) {
      case 'add_cert':
      case 'regen_cert': {
        const { artifacts, late, requestedAt, settings } = event.data;
        claims.known.set(artifacts.downloadUuid, { artifacts, stream, hasPages: settings.signed, fate: null });
        return claim({ underWay: artifacts, late, requestedAt });
      }
      case 'del_cert':
        return claim({ requestedAt: event.data.requestedAt });
      case 'certificate.created': {
        const published = event.data.artifacts;
        const old = [...before.kept, ...(before.published ? [before.published] : [])];
        if (before.late) return claim({ underWay: null, published, kept: old });
        end(old, 'replaced', metadata.time);
        const replaced = old.map((artifacts) => ({ artifacts, since: metadata.time }));
        return claim({ underWay: null, published, kept: [], superseded: [...before.superseded, ...replaced] });
      }
      case 'certificate.removed': {
        end(event.data.artifacts, 'replaced', before.requestedAt);
        const gone = new Set(event.data.artifacts.map(({ downloadUuid }) => downloadUuid));
        return claim({ superseded: before.superseded.filter(({ artifacts }) => !gone.has(artifacts.downloadUuid)) });
      }
      case 'certificate.deleted':
        end(event.data.artifacts, 'withdrawn', before.requestedAt);
        return claim(none);
      case 'certificate.failed':
        return claim({ underWay: null });
      default:
        return claims;
    }
  },
};

/** @param time ISO 8601 in UTC. */
export const fate = (state: Fate['state'], time: string): Fate => ({ state, on: time.slice(0, 10) });

/** The first day counts; but what was replaced can be withdrawn later. */
export const fateAfter = (before: Fate | null, now: Fate): Fate =>
  before && (before.state === now.state || before.state === 'withdrawn') ? before : now;
