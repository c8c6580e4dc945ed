import { AgentError } from '../../ports/agent-error.ts';
import { type ArtifactStore, ArtifactStoreError } from '../../ports/artifact-store.ts';

/**
 * The same files in several places, e.g. a web root and a bucket. A file counts as stored or removed when it is so in
 * every place; when one fails, the others are carried through all the same, and repeating the call completes the work.
 */
export const createMirroredStore = (stores: readonly [ArtifactStore, ...ArtifactStore[]]): ArtifactStore => ({
  name: stores.map(({ name }) => name).join(' and '),

  put: (file, signal) => everywhere(stores, signal, (store) => store.put(file, signal)),

  remove: (key, signal) => everywhere(stores, signal, (store) => store.remove(key, signal)),

  /** The union: a file that is left in one place only, or is another one there, still has to be found. */
  async *list(prefix, signal) {
    const seen = new Set<string>();
    for (const store of stores) {
      for await (const file of store.list(prefix, signal)) {
        const mark = `${file.bytes} ${file.key}`;
        if (!seen.has(mark)) yield file;
        seen.add(mark);
      }
    }
  },
});

const everywhere = async (
  stores: readonly ArtifactStore[],
  signal: AbortSignal | undefined,
  act: (store: ArtifactStore) => Promise<void>,
): Promise<void> => {
  const outcomes = await Promise.allSettled(stores.map(act));
  const failures = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as unknown] : []));
  if (failures.length === 0) return;

  signal?.throwIfAborted();
  throw failures.length === 1 ? failures[0] : combined(failures);
};

/** One error for several places. Whatever is not trouble that we know by name is a bug, and goes first. */
const combined = (failures: readonly unknown[]): unknown => {
  const unknown = failures.find((failure) => !(failure instanceof AgentError));
  if (unknown !== undefined) return unknown;

  const known = failures.filter((failure) => failure instanceof AgentError);
  return new ArtifactStoreError(known[0]?.code ?? 'artifact-store', known.map(({ message }) => message).join('; '), {
    retryable: known.every(({ retryable }) => retryable),
    cause: new AggregateError(known),
  });
};
