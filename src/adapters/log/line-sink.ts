/** Where finished lines go. */
export interface LineSink {
  /** @param line without an end of line. */
  write(line: string): void;
  /** Resolves when everything written is handed over, or after a short limit. */
  close(): Promise<void>;
}

/** Opens a sink; `onFailed` is called at most once, and nothing may be written to it afterwards. */
export type OpenSink = (onFailed: (because: string) => void) => LineSink;

const REOPEN_AFTER_MS = 10_000;

/**
 * A sink that outlives its troubles: while it cannot be used, lines go to `fallback`, and it is opened again at the
 * first line after ten seconds. A line that was on its way when the trouble came may be lost, and that is said.
 */
export const createSturdySink = (open: OpenSink, fallback: LineSink, now: () => number = Date.now): LineSink => {
  let current: LineSink | null = null;
  let reopenAt = 0;

  const reopened = (): LineSink | null => {
    if (now() < reopenAt) return null;
    reopenAt = now() + REOPEN_AFTER_MS;
    let failed = false;
    const sink = open((because) => {
      failed = true;
      if (current === sink) current = null;
      fallback.write(`the log cannot be written where it should: ${because}; it goes on here`);
    });
    return failed ? null : sink;
  };

  return {
    write(line) {
      current ??= reopened();
      (current ?? fallback).write(line);
    },
    async close() {
      await current?.close();
    },
  };
};
