import pLimit from 'p-limit';
import { Tinypool } from 'tinypool';
import { type CertificateContent, type CertificateRenderer, RenderError } from '../../ports/certificate-renderer.ts';
import { type Outcome, pdfOf } from './outcome.ts';

export type RenderWorkersOptions = Readonly<{
  /** The compiled worker: its default export takes a task, or null to make itself ready, and gives an `Outcome`. */
  script: URL;
  /** What each worker is given when it starts, such as an operator's fonts; it reads it with `setupOfWorker`. */
  setup?: unknown;
  /** What a worker is told of one certificate; it finds nothing out by itself. By default the content. Not limited in time. */
  taskFor?: (content: CertificateContent) => unknown;
  /** How many certificates are rendered at once, each in a thread of its own. */
  workers: number;
  /** How long one certificate may take, with the start of a thread when there is none. */
  timeoutMs: number;
  /** How large the JavaScript heap of one thread may grow. */
  memoryMiB: number;
}>;

export type RenderWorkers = CertificateRenderer &
  Readonly<{
    /**
     * Resolves when one is ready to render.
     * @throws RenderError when none can be, such as `font-missing`.
     */
    ready: () => Promise<void>;
    /** Ends every worker, also one that is at work. */
    close: () => Promise<void>;
  }>;

/**
 * Renders in threads of their own, so that no certificate can hold up the agent or take its memory: one that is not ready in
 * time, or needs too much, ends with its thread, and the next one gets a new thread. All are started at once.
 */
export const createRenderWorkers = ({
  script,
  setup,
  taskFor = (content) => content,
  workers,
  timeoutMs,
  memoryMiB,
}: RenderWorkersOptions): RenderWorkers => {
  const pool = new Tinypool({
    filename: script.href,
    minThreads: workers,
    maxThreads: workers,
    concurrentTasksPerWorker: 1,
    useAtomics: false,
    workerData: setup,
    resourceLimits: { maxOldGenerationSizeMb: memoryMiB },
    // What a worker does depends on nothing but the content, and secrets are none of its business.
    env: {},
  });
  const underWay = new Set<AbortController>();
  const endAll = (reason: Error): void => {
    for (const task of underWay) task.abort(reason);
  };
  // A thread that ended before it had any work: whoever waits for it must not wait for ever.
  pool.on('error', (cause: unknown) => endAll(endOf(cause, memoryMiB)));

  const run = async (task: unknown, asked?: AbortSignal): Promise<Outcome> => {
    asked?.throwIfAborted();
    const end = new AbortController();
    const signal = asked ? AbortSignal.any([end.signal, asked]) : end.signal;
    const timer = setTimeout(() => end.abort(lateError(timeoutMs)), timeoutMs);
    underWay.add(end);
    try {
      return (await pool.run(task, { signal })) as Outcome;
    } catch (error) {
      signal.throwIfAborted();
      throw endOf(error, memoryMiB);
    } finally {
      clearTimeout(timer);
      underWay.delete(end);
    }
  };

  // The clock of a certificate runs from when a thread has time for it.
  const oneByOne = pLimit(workers);
  return {
    render: async (content, signal) => {
      const task = await taskFor(content);
      return pdfOf(await oneByOne(() => run(task, signal)), content.artifacts.verifyUuid);
    },
    ready: async () => {
      pdfOf(await oneByOne(() => run(null)), null);
    },
    close: async () => {
      endAll(new RenderError('render-failed', 'the agent ends'));
      // Not `pool.destroy()`: a thread that fails just then would throw where nobody can catch it.
      await Promise.all(pool.threads.map((thread) => thread.terminate()));
    },
  };
};

/** For a worker: what `setup` is. */
export const setupOfWorker = (): unknown => Tinypool.workerData;

const outOfMemory = 'ERR_WORKER_OUT_OF_MEMORY';

const lateError = (timeoutMs: number): RenderError =>
  new RenderError(
    'render-timeout',
    `the certificate was not ready within ${timeoutMs / 1_000} seconds, so it was given up`,
  );

/** A thread's own end. The cause may quote what it was given, so its words stay out of the message. */
const endOf = (cause: unknown, memoryMiB: number): RenderError => {
  if (cause instanceof Error && 'code' in cause && cause.code === outOfMemory) {
    const message = `the certificate needed more than ${memoryMiB} MiB of memory, so it was given up`;
    return new RenderError('render-memory', message, { cause });
  }
  const name = cause instanceof Error ? cause.name : 'unknown';
  return new RenderError('render-failed', `a render worker ended by itself (${name})`, { cause });
};
