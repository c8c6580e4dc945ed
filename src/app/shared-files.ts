import pLimit from 'p-limit';
import type { ArtifactFile, ArtifactStore } from '../ports/artifact-store.ts';

/** Files that all pages of this installation need; each has a name that no other bytes ever get. */
export type SharedFiles = Readonly<{
  /**
   * Publishes them, once in the life of this process.
   * @throws ArtifactStoreError
   */
  publish: (store: ArtifactStore, signal?: AbortSignal) => Promise<void>;
  /** Publishes those that are not among the keys. @throws ArtifactStoreError */
  restore: (present: ReadonlySet<string>, store: ArtifactStore, signal?: AbortSignal) => Promise<void>;
}>;

/** Folders below `cert/` with shared files, of this version and of earlier ones: pages that are out there need them. */
const folders = /^cert\/(assets|cert|keys)\//;

export const isShared = (key: string): boolean => folders.test(key);

export const createSharedFiles = (files: readonly ArtifactFile[]): SharedFiles => {
  let published: Promise<void> | null = null;
  return {
    publish: (store, signal) => {
      // Certificates that are in work at the same time wait for the same files.
      published ??= putAll(files, store, signal).catch((error: unknown) => {
        published = null;
        throw error;
      });
      return published;
    },
    restore: (present, store, signal) =>
      putAll(
        files.filter(({ key }) => !present.has(key)),
        store,
        signal,
      ),
  };
};

/** None of them needs another, and each waits for a disk or a network. */
const atOnce = 4;

/** Several at once. The first failure is the one to tell. */
const putAll = async (files: readonly ArtifactFile[], store: ArtifactStore, signal?: AbortSignal): Promise<void> => {
  const limited = pLimit(atOnce);
  const outcomes = await Promise.allSettled(files.map((file) => limited(() => store.put(file, signal))));
  const failed = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failed) throw failed.reason;
};
