import { type Build, type Views, ViewsUnavailableError } from '../../ports/views.ts';
import type { SqliteDatabase } from '../event-store/sqlite/driver.ts';
import { inTransaction } from '../event-store/sqlite/transaction.ts';
import { createBuilds, standingOf } from './builds.ts';
import { createIntakes } from './intake.ts';
import { createQuestions } from './questions.ts';
import { createRebuild, createSettler, emptyAll } from './rebuild.ts';
import { reportOn } from './report.ts';
import { translating } from './trouble.ts';

/** The port on an opened file. */
export const createViewsOn = (database: SqliteDatabase, path: string): Views => {
  let isClosed = false;
  const builds = createBuilds(database);
  const settle = createSettler(database, builds);
  const settleNow = (build: Build): void => {
    // Looked at without a lock first: nearly always there is nothing to do.
    if (builds.rowOf(build)?.settled !== 0) return;
    inTransaction(database, () => {
      const row = builds.rowOf(build);
      if (row) settle(build, row);
    });
  };
  const intake = createIntakes({ database, builds, settle: settleNow });

  const views: Omit<Views, 'close'> = {
    ...createRebuild(database, builds, settle),
    ...createQuestions(database),
    standing: async (build) => {
      const row = builds.rowOf(build);
      return row && standingOf(row);
    },
    intake: async (build) => intake(build),
    settle: async (build) => settleNow(build),
    reset: async (build, { checkpoint }) =>
      inTransaction(database, () => {
        if (builds.rowOf(build)?.checkpoint === checkpoint) emptyAll(database, builds);
      }),
    report: async () => inTransaction(database, () => reportOn(database, builds, path)),
  };

  const guarded = Object.entries(views).map(([name, call]) => [name, guardedBy(call as Call, path, () => isClosed)]);
  return {
    ...(Object.fromEntries(guarded) as typeof views),
    close: async () => {
      if (isClosed) return;
      isClosed = true;
      translating(path, () => database.close());
    },
  };
};

type Call = (...args: unknown[]) => Promise<unknown>;

/** What the driver throws becomes trouble with a name. */
const guardedBy =
  (call: Call, path: string, isClosed: () => boolean): Call =>
  async (...args) => {
    if (isClosed()) throw new ViewsUnavailableError(`views ${path} are closed`);
    try {
      return await call(...args);
    } catch (error) {
      return translating(path, () => {
        throw error;
      });
    }
  };
