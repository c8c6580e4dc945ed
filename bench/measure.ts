/** The middle one; of an even number, the lower of the two. */
export const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) / 2)] ?? Number.NaN;

/**
 * How often `work` can be done in a second.
 *
 * @param seconds it is repeated for about so long.
 */
export const ratePerSecond = async (work: () => unknown, seconds: number): Promise<number> => {
  const start = performance.now();
  const end = start + seconds * 1_000;
  let times = 0;
  while (performance.now() < end) {
    await work();
    times += 1;
  }
  return (times * 1_000) / (performance.now() - start);
};

/** How long `work` takes, in seconds. */
export const secondsOf = async <Result>(
  work: () => Promise<Result>,
): Promise<Readonly<{ seconds: number; result: Result }>> => {
  const start = performance.now();
  const result = await work();
  return { seconds: (performance.now() - start) / 1_000, result };
};

/** What this process has in memory now, in MiB. */
export const residentMiB = (): number => Math.round(process.memoryUsage().rss / 1024 / 1024);

const { gc } = globalThis as { gc?: () => void };

/** What is still referenced, in MiB; only exact with `--expose-gc`. */
export const heapMiB = (): number => {
  gc?.();
  return Math.round(process.memoryUsage().heapUsed / 1024 / 1024);
};
