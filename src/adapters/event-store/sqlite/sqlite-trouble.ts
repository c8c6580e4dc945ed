import { AgentError } from '../../../ports/agent-error.ts';
import { CorruptEventStoreError, EventStoreUnavailableError } from '../../../ports/event-store.ts';

/** SQLite's result codes that mean: this file is not as we left it. The others may be over at the next try. */
const damage: Readonly<Record<number, string>> = {
  1: 'its tables are not those of an event store',
  11: 'the file is damaged',
  19: 'its history contradicts itself',
  20: 'its tables are not those of an event store',
  24: 'the file is damaged',
  26: 'the file is not a SQLite database',
};

/** Runs `work` on the store at `path`; what the driver throws becomes trouble that this program knows by name. */
export const translating = <Result>(path: string, work: () => Result): Result => {
  try {
    return work();
  } catch (error) {
    throw troubleOf(path, error);
  }
};

const troubleOf = (path: string, cause: unknown): unknown => {
  if (!(cause instanceof Error) || cause instanceof AgentError) return cause;
  const code = primaryCodeOf(cause);
  if (code === null) return cause;

  const damaged = damage[code];
  return damaged
    ? new CorruptEventStoreError(`event store ${path}: ${damaged}; nothing was changed. ${remedy}`, { cause })
    : new EventStoreUnavailableError(`event store ${path}: ${cause.message}`, { cause });
};

export const remedy = 'Put another path into the setting "store", or bring the file back from a backup.';

/** True when another process has what is needed. */
export const isBusy = (error: unknown): boolean => error instanceof Error && primaryCodeOf(error) === busy;

const busy = 5;

/** The primary result code, from whichever driver; null when the error is not SQLite's. */
export const primaryCodeOf = (error: Error & { errcode?: unknown; rawCode?: unknown }): number | null => {
  const code = error.errcode ?? error.rawCode;
  if (typeof code === 'number') return code & 0xff;
  // libsql has no code for a file that cannot be opened.
  return error.message.startsWith('ConnectionFailed') ? cannotOpen : null;
};

const cannotOpen = 14;
