/** Collects work that comes in while the event loop is busy, and carries it out at once: one wait for the disk, for all. */
export type GroupCommit<Work, Result> = Readonly<{
  submit: (work: Work) => Promise<Result>;
  /** Carries out now what waits. */
  flush: () => void;
}>;

/** The outcome of each piece of work, in order; an Error is for this piece alone. Throws what is for all of them. */
export type CarryOut<Work, Result> = (group: readonly Work[]) => readonly (Result | Error)[];

type Waiting<Work, Result> = Readonly<{
  work: Work;
  resolve: (result: Result) => void;
  reject: (error: unknown) => void;
}>;

export const createGroupCommit = <Work, Result>(carryOut: CarryOut<Work, Result>): GroupCommit<Work, Result> => {
  let waiting: Waiting<Work, Result>[] = [];

  const flush = (): void => {
    const group = waiting;
    waiting = [];
    if (group.length === 0) return;

    let outcomes: readonly (Result | Error)[];
    try {
      outcomes = carryOut(group.map(({ work }) => work));
    } catch (error) {
      for (const { reject } of group) reject(error);
      return;
    }
    for (const [at, { resolve, reject }] of group.entries()) {
      const outcome = outcomes[at];
      if (outcome === undefined) reject(new Error(`no outcome for work ${at} of ${group.length}`));
      else if (outcome instanceof Error) reject(outcome);
      else resolve(outcome);
    }
  };

  return {
    submit: (work) =>
      new Promise((resolve, reject) => {
        if (waiting.length === 0) setImmediate(flush);
        waiting.push({ work, resolve, reject });
      }),
    flush,
  };
};
