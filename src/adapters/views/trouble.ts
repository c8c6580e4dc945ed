import { AgentError } from '../../ports/agent-error.ts';
import { ViewsDamagedError, ViewsUnavailableError } from '../../ports/views.ts';
import { primaryCodeOf } from '../event-store/sqlite/sqlite-trouble.ts';

/** SQLite's result codes that mean: this file is not as we left it. The others may be over at the next try. */
const damage: Readonly<Record<number, string>> = {
  1: 'its tables are not those of the views',
  11: 'the file is damaged',
  19: 'its rows contradict each other',
  20: 'its tables are not those of the views',
  24: 'the file is damaged',
  26: 'the file is not a SQLite database',
};

/** Runs `work` on the views at `path`; what the driver throws becomes trouble that this program knows by name. */
export const translating = <Result>(path: string, work: () => Result): Result => {
  try {
    return work();
  } catch (cause) {
    if (!(cause instanceof Error) || cause instanceof AgentError) throw cause;
    const code = primaryCodeOf(cause);
    if (code === null) throw cause;
    const damaged = damage[code];
    if (damaged) throw new ViewsDamagedError(`views ${path}: ${damaged}`, { cause });
    throw new ViewsUnavailableError(`views ${path}: ${cause.message}`, { cause });
  }
};
