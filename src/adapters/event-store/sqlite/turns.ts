/** Of the shared words, which is what. */
const word = { given: 0, isOver: 1, inCall: 2 } as const;
const words = 3;

/** How long a process that ends waits for a thread's query, which takes about a millisecond. */
const lastCallMs = 5_000;

export type SharedWords = Int32Array<SharedArrayBuffer>;

/** @param given so many turns may be taken at once. */
export const sharedWords = (given: number): SharedWords => {
  const shared = new Int32Array(new SharedArrayBuffer(words * Int32Array.BYTES_PER_ELEMENT));
  shared[word.given] = given;
  return shared;
};

/**
 * A thread's turns, in memory that it shares with its starter: it sleeps until it has one. What it does in one of the drivers
 * must not be interrupted: `libsql` ends the whole process when its thread is terminated within a call, as Node does with
 * every thread when the process exits.
 */
export const createTurns = (shared: SharedWords) => ({
  /** In the thread: waits for its turn. @returns false when there is none any more. */
  take: (): boolean => {
    while (Atomics.load(shared, word.isOver) === 0) {
      if (Atomics.load(shared, word.given) > 0) {
        Atomics.sub(shared, word.given, 1);
        return true;
      }
      Atomics.wait(shared, word.given, 0);
    }
    return false;
  },

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

  /** In the starter: one turn more. */
  give: (): void => {
    Atomics.add(shared, word.given, 1);
    Atomics.notify(shared, word.given);
  },

  /** In the starter: no further call is made. */
  end: (): void => {
    Atomics.store(shared, word.isOver, 1);
    Atomics.add(shared, word.given, 1);
    Atomics.notify(shared, word.given);
  },

  /** In the starter, and behind `end`: stands still until the call that is being made is over. */
  awaitCall: (): void => void Atomics.wait(shared, word.inCall, 1, lastCallMs),
});
