import { on } from 'node:events';
import { Worker } from 'node:worker_threads';
import { pageRows } from './log-query.ts';
import type { PackedPage } from './packed-page.ts';
import { createTurns, type SharedWords, sharedWords } from './turns.ts';

/** Packed pages of the log, from the one behind a position; ends before the log does when there is trouble. */
export type ReadAhead = (last: number) => AsyncIterable<PackedPage>;

/** What the thread is told. It may read a page for each turn that it is given. */
export type ReadAheadOrder = Readonly<{
  path: string;
  columns: readonly string[];
  last: number;
  turns: SharedWords;
}>;

/** Pages that may be read before anybody has looked at them: a few hundred kilobytes. */
const pagesAhead = 4;

type Ahead = Readonly<{
  /** The compiled `read-ahead-thread.ts`. */
  script: URL;
  path: string;
  columns: readonly string[];
  /** Hears why there is no thread, or no more; the reading goes on without it. */
  onTrouble: (error: Error) => void;
}>;

/** Reads the log in a thread of its own, on a connection of its own, while this one is busy with what was read before. */
export const createReadAhead = ({ script, path, columns, onTrouble }: Ahead): ReadAhead =>
  async function* (last) {
    const thread = start(script, { path, columns, last });
    try {
      for await (const [page] of on(thread.worker, 'message', { close: ['exit'] }) as AsyncIterable<[PackedPage]>) {
        thread.turns.give();
        // Who stops in the middle and never comes back does not keep the process alive.
        thread.worker.unref();
        yield page;
        thread.worker.ref();
        if (page.count < pageRows) return;
      }
      throw new Error('the thread ended before the log did');
    } catch (error) {
      onTrouble(error as Error);
    } finally {
      thread.worker.once('error', onTrouble);
      await thread.end();
    }
  };

const start = (script: URL, order: Omit<ReadAheadOrder, 'turns'>) => {
  const shared = sharedWords(pagesAhead);
  const turns = createTurns(shared);
  const worker = new Worker(script, { workerData: { ...order, turns: shared }, env: {} });

  const onProcessExit = (): void => {
    turns.end();
    turns.awaitCall();
  };
  process.once('exit', onProcessExit);
  const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
  void ended.then(() => process.off('exit', onProcessExit));

  return {
    worker,
    turns,
    /** It ends by itself; to terminate it would be to interrupt it. */
    end: async (): Promise<void> => {
      turns.end();
      worker.ref();
      await ended;
    },
  };
};
