import type { Ports } from '../../src/app/ports.ts';

/** The process is gone. Nothing can catch this: every later call of the same process fails with it, too. */
export class Crash extends Error {
  override readonly name = 'Crash';
}

/** Where the process dies: at which call to the outside, and whether the call still reaches it. */
export type CrashPoint = Readonly<{ call: number; when: 'before' | 'after' }>;

/** Ports of a process that dies at a point, and how many calls to the outside it made. */
export const crashingAt = (ports: Ports, point: CrashPoint | null) => {
  const death = new AbortController();
  let calls = 0;

  const mortal =
    <Args extends unknown[], Result>(call: (...args: Args) => Promise<Result>) =>
    async (...args: Args): Promise<Result> => {
      death.signal.throwIfAborted();
      const at = calls;
      calls += 1;
      const dies = point?.call === at;
      if (!dies) return call(...args);
      if (point.when === 'after') await call(...args);
      death.abort(new Crash(`at call ${at}`));
      throw death.signal.reason;
    };

  const { store, queue, artifacts } = ports;
  const crashing: Ports = {
    ...ports,
    store: { ...store, append: mortal(store.append) },
    queue: { ...queue, pull: mortal(queue.pull), post: mortal(queue.post) },
    artifacts: { ...artifacts, put: mortal(artifacts.put), remove: mortal(artifacts.remove) },
  };
  return { ports: crashing, signal: death.signal, calls: () => calls };
};
