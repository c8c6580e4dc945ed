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
  let isPublished = false;
  return {
    publish: async (store, signal) => {
      if (isPublished) return;
      for (const file of files) await store.put(file, signal);
      isPublished = true;
    },
    restore: async (present, store, signal) => {
      for (const file of files) if (!present.has(file.key)) await store.put(file, signal);
    },
  };
};
