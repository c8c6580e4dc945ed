import { type ArtifactFile, type ArtifactStore, ArtifactStoreError } from '../../ports/artifact-store.ts';
import { checkKey, checkPrefix } from './artifact-key.ts';

/** Published files in memory: for tests, simulation and dry runs. */
export type MemoryArtifactStore = ArtifactStore &
  Readonly<{
    /** What is published now, by key. */
    files: ReadonlyMap<string, ArtifactFile>;
    /** While a code is set, nothing can be stored, removed or listed; null ends that. */
    setTrouble: (code: string | null) => void;
  }>;

export const createMemoryArtifactStore = (name = 'memory'): MemoryArtifactStore => {
  const files = new Map<string, ArtifactFile>();
  let trouble: string | null = null;
  const ready = (signal?: AbortSignal): void => {
    signal?.throwIfAborted();
    if (trouble) throw new ArtifactStoreError(trouble, `${name} is in trouble`, { retryable: true });
  };

  return {
    name,
    files,

    put: async (file, signal) => {
      checkKey(file.key);
      ready(signal);
      // A copy: the caller may use its buffer again.
      files.set(file.key, { ...file, body: Uint8Array.from(file.body) });
    },

    remove: async (key, signal) => {
      checkKey(key);
      ready(signal);
      files.delete(key);
    },

    async *list(prefix, signal) {
      checkPrefix(prefix);
      for (const [key, { body }] of [...files]) {
        ready(signal);
        if (key.startsWith(prefix)) yield { key, bytes: body.length };
      }
    },

    setTrouble: (code) => {
      trouble = code;
    },
  };
};
