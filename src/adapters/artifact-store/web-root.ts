import { join } from 'node:path';
import { type ArtifactStore, ArtifactStoreError } from '../../ports/artifact-store.ts';
import { withinTimeBudget } from '../time-budget.ts';
import { checkKey, checkPrefix } from './artifact-key.ts';
import { filesBelow } from './web-root/files-below.ts';
import { makeFolder, removeEmptyFolders, rootFolder } from './web-root/folders.ts';
import { troubleOf } from './web-root/trouble.ts';
import { removeAbandoned } from './web-root/unfinished.ts';
import { removeFile, writeFile } from './web-root/whole-file.ts';

export type WebRootOptions = Readonly<{
  /** The folder that a web server publishes. It must be there: one that is not mounted is never made up. */
  path: string;
  /** For one file, all attempts together. Default 10,000. */
  budgetMs?: number;
}>;

/** Publishes into a folder: whole files or none, readable by the web server, and never through a symbolic link below the root. */
export const createWebRoot = ({ path, budgetMs = 10_000 }: WebRootOptions): ArtifactStore => {
  const name = `web root ${path}`;
  const late = (): Error =>
    new ArtifactStoreError('web-root-unavailable', `${name} did not answer in time`, { retryable: true });

  const carryOut = (work: (root: string) => Promise<void>, signal?: AbortSignal): Promise<void> => {
    const attempt = async (): Promise<void> => {
      try {
        await work(await rootFolder(path));
      } catch (error) {
        throw troubleOf(name, error);
      }
    };
    return withinTimeBudget(attempt, { budgetMs, attemptTimeoutMs: budgetMs, late, signal });
  };

  return {
    name,

    put: async ({ key, body }, signal) => {
      checkKey(key);
      await carryOut(async (root) => {
        const [file, folders] = split(key);
        const folder = await makeFolder(root, folders);
        await removeAbandoned(folder);
        await writeFile(join(folder, file), body);
      }, signal);
    },

    remove: async (key, signal) => {
      checkKey(key);
      await carryOut(async (root) => {
        const [file, folders] = split(key);
        await removeFile(root, folders, file);
        await removeEmptyFolders(root, folders);
      }, signal);
    },

    async *list(prefix, signal) {
      checkPrefix(prefix);
      try {
        yield* filesBelow(await rootFolder(path), prefix, signal);
      } catch (error) {
        signal?.throwIfAborted();
        throw troubleOf(name, error);
      }
    },
  };
};

const split = (key: string): readonly [file: string, folders: readonly string[]] => {
  const segments = key.split('/');
  return [segments.at(-1) ?? '', segments.slice(0, -1)];
};
