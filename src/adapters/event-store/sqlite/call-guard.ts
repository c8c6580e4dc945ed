/** Of the shared words, which is what. */
const word = { inCall: 0, isOver: 1 } as const;
const words = 2;

/** How long a process that ends waits for a thread's query, which takes less than a millisecond. */
const lastCallMs = 5_000;

export type SharedWords = Int32Array<SharedArrayBuffer>;

export const sharedWords = (): SharedWords =>
  new Int32Array(new SharedArrayBuffer(words * Int32Array.BYTES_PER_ELEMENT));

/**
 * What a thread does in one of the drivers must not be interrupted: `libsql` ends the whole process when its thread is
 * terminated within a call, as Node does with every thread when the process exits.
 */
export const createCallGuard = (shared: SharedWords) => ({
  /** In the thread. @returns null, and the call is not made, when it is over. */
  call: <Result>(work: () => Result): Result | null => {
    Atomics.store(shared, word.inCall, 1);
    try {
      return Atomics.load(shared, word.isOver) === 1 ? null : work();
    } finally {
      Atomics.store(shared, word.inCall, 0);
      Atomics.notify(shared, word.inCall);
    }
  },

  /** In the starter: no further call is made. */
  end: (): void => void Atomics.store(shared, word.isOver, 1),

  /** In the starter, and behind `end`: stands still until the call that is being made is over. */
  await: (): void => void Atomics.wait(shared, word.inCall, 1, lastCallMs),
});
