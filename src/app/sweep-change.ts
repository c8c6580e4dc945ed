import type { Drawn } from '../../projections/claimed-artifacts.ts';
import type { ArtifactFile, PublishedFile } from '../ports/artifact-store.ts';
import type { Pages } from './pages.ts';
import { validKey } from './publication.ts';

/** What has to happen to a published file: a page in its place, or its removal when that is null. */
export type Change = Readonly<{ key: string; stream: string; page: ArtifactFile | null }>;

/** By uuid: what is claimed, and everything that was ever drawn. */
type Known = Readonly<{ claimed: ReadonlySet<string>; ours: ReadonlyMap<string, Drawn> }>;

/** `downloads/<uuid>/...` and `cert/<uuid>/...`; anything else has no uuid that we drew. */
export const uuidOf = (key: string): string => key.split('/')[1] ?? '';

/** Nothing when the file is as it must be, or not ours. */
export const changeOf = ({ key, bytes }: PublishedFile, { claimed, ours }: Known, pages: Pages): readonly Change[] => {
  const drawn = ours.get(uuidOf(key));
  if (!drawn) return [];
  const { stream } = drawn;
  const isClaimed = claimed.has(uuidOf(key));
  const page = pageFor(key, { drawn, isClaimed }, pages);
  // No other page of ours is as long as a tombstone is by chance; and a list tells the length without a look at the page.
  if (page) return page.body.length === bytes ? [] : [{ key, stream, page }];
  return isClaimed ? [] : [{ key, stream, page: null }];
};

/** What this page must say by now: of files that stay reachable only the one that is printed on the certificate. */
const pageFor = (
  key: string,
  { drawn, isClaimed }: Readonly<{ drawn: Drawn; isClaimed: boolean }>,
  pages: Pages,
): ArtifactFile | null => {
  const { artifacts, hasPages, fate } = drawn;
  if (!hasPages || !fate) return null;
  if (isClaimed ? key !== validKey(artifacts) : !pages.keepsTombstones) return null;
  return pages.tombstones(artifacts.verifyUuid, fate).find((page) => page.key === key) ?? null;
};
