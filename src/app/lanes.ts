/** Lets one caller at a time work on a certificate; others of this process wait in line. */
export type Lanes = Readonly<{ run: <Result>(stream: string, work: () => Promise<Result>) => Promise<Result> }>;

export const createLanes = (): Lanes => {
  const tails = new Map<string, Promise<unknown>>();

  return {
    run: async (stream, work) => {
      const ahead = tails.get(stream) ?? Promise.resolve();
      // The one ahead reports its own failure; for the one behind, it is only over.
      const mine = ahead.then(work, work);
      tails.set(stream, mine);
      try {
        return await mine;
      } finally {
        if (tails.get(stream) === mine) tails.delete(stream);
      }
    },
  };
};
