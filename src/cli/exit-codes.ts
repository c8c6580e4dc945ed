/** What the process says when it ends. Scripts may rely on these. */
export const exitCodes = {
  done: 0,
  failed: 1,
  usage: 2,
  settings: 3,
  /** The queue, the store or the place of publication is down. */
  dependencyDown: 4,
  /** The work was done, but some items ended in an error. */
  someItemsFailed: 5,
} as const;
