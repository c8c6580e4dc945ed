import { openNewViews, openViews } from '../adapters/views/open.ts';
import type { Settings } from '../config/setting-definitions.ts';
import type { Log } from '../ports/log.ts';
import type { Views } from '../ports/views.ts';

/** The way to the views, which are opened only when they are wanted. */
export type ViewsDoor = Readonly<{
  open: () => Promise<Views>;
  /** A new file, when the newest one turned out to be damaged. */
  openNew: () => Promise<Views>;
}>;

/** The views of a history that is kept are kept as well, in DATA_DIR; those of `memory:` are forgotten with it. */
export const createViewsDoor = ({ dataDir, store }: Settings, log: Log): ViewsDoor => {
  const folder = store === 'memory:' ? null : dataDir;
  const onUnusable = (error: Error): void =>
    log.warn(`${error.message}; the file is left as it is, and the views are made anew from the history`);
  return {
    open: () => openViews({ folder, onUnusable }),
    openNew: () => (folder === null ? openViews({ folder, onUnusable }) : openNewViews({ folder, onUnusable })),
  };
};
