import pLimit from 'p-limit';

/** Runs what it is given one after the other, in the order of the calls. */
export const oneAtATime = (): (<Result>(work: () => Promise<Result>) => Promise<Result>) => pLimit(1);
