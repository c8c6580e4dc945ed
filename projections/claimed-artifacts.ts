import type { Artifacts } from '../machines/certificate.events.ts';
import { isCertificateStream, type Projection } from './projection.ts';

/** One certificate's files as the history has them. */
type Claims = Readonly<{
  /** Drawn for a command that is not finished. */
  underWay: Artifacts | null;
  /** That command came later than its successor: what was published before stays. */
  late: boolean;
  published: Artifacts | null;
  /** The LMS may point at these as well, as long as no later command replaces them. */
  kept: readonly Artifacts[];
  /** Replaced, but links may still point at them; with the time of the replacement, ISO 8601. */
  superseded: readonly Readonly<{ artifacts: Artifacts; since: string }>[];
}>;

/** Every uuid pair this installation ever drew or was told to remove, and what each stream still claims. Changed in place. */
export type ArtifactClaims = Readonly<{ streams: Map<string, Claims>; known: Map<string, Artifacts> }>;

const none: Claims = { underWay: null, late: false, published: null, kept: [], superseded: [] };

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

    switch (event.type) {
      case 'add_cert':
      case 'regen_cert':
        claims.known.set(event.data.artifacts.downloadUuid, event.data.artifacts);
        return claim({ underWay: event.data.artifacts, late: event.data.late });
      case 'certificate.created': {
        const published = event.data.artifacts;
        const old = [...before.kept, ...(before.published ? [before.published] : [])];
        if (before.late) return claim({ underWay: null, published, kept: old });
        const replaced = old.map((artifacts) => ({ artifacts, since: metadata.time }));
        return claim({ underWay: null, published, kept: [], superseded: [...before.superseded, ...replaced] });
      }
      case 'certificate.removed': {
        const gone = new Set(event.data.artifacts.map(({ downloadUuid }) => downloadUuid));
        return claim({ superseded: before.superseded.filter(({ artifacts }) => !gone.has(artifacts.downloadUuid)) });
      }
      case 'certificate.deleted':
        return claim(none);
      case 'certificate.failed':
        return claim({ underWay: null });
      default:
        return claims;
    }
  },
};
