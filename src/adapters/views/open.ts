import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { type Views, ViewsDamagedError, ViewsUnavailableError } from '../../ports/views.ts';
import { loadSqliteDriver, type SqliteDriver } from '../event-store/sqlite/driver.ts';
import { applicationId, prepareConnection } from './connection.ts';
import { fileNameOf, newestGeneration } from './generations.ts';
import { translating } from './trouble.ts';
import { createViewsOn } from './views.ts';

export type ViewsOptions = Readonly<{
  /** The folder of the file; null keeps the views in memory. */
  folder: string | null;
  /** Hears of a file that is not used, and left as it is. */
  onUnusable: (error: ViewsDamagedError) => void;
  /** How long to wait for another process's transaction. The making of indexes can take seconds. */
  busyTimeoutMs?: number;
  /** By default the one that this Node has. */
  driver?: SqliteDriver;
}>;

const busyTimeoutMsDefault = 15_000;

/** A file that cannot be used is left for a person to look at, and the next number taken. More than so many are no accident. */
const unusableFilesMax = 20;

/**
 * The views in one file, safe for several processes at once. They hold nothing that the history does not: a file that is
 * damaged, of another version or another program's is left as it is, and a new one begun beside it.
 *
 * @throws ViewsUnavailableError when no file can be made, opened or locked, or there is no driver.
 */
export const openViews = async (options: ViewsOptions): Promise<Views> => {
  const { folder, onUnusable } = options;
  if (folder === null) return openFile(':memory:', options);

  let generation = await namingTrouble(folder, async () => Math.max(1, await newestGeneration(folder)));
  for (let unusable = 0; unusable <= unusableFilesMax; unusable += 1, generation += 1) {
    const path = join(folder, fileNameOf(generation));
    try {
      return await openFile(path, options);
    } catch (error) {
      if (!(error instanceof ViewsDamagedError)) throw error;
      onUnusable(error);
    }
  }
  throw new ViewsUnavailableError(`views in ${folder}: ${unusableFilesMax} files cannot be used; move them away`);
};

/** Opens a new file beside the newest one, whose damage was met while it was asked. */
export const openNewViews = async (options: ViewsOptions & Readonly<{ folder: string }>): Promise<Views> => {
  const generation = (await newestGeneration(options.folder)) + 1;
  return openFile(join(options.folder, fileNameOf(generation)), options);
};

const openFile = async (
  path: string,
  { busyTimeoutMs = busyTimeoutMsDefault, driver }: ViewsOptions,
): Promise<Views> => {
  const { open: connect } = driver ?? (await loadSqliteDriver());
  if (path !== ':memory:') await namingTrouble(path, () => prepareFile(path));

  return translating(path, () => {
    const database = connect(path);
    try {
      prepareConnection(database, path, busyTimeoutMs);
      return createViewsOn(database, path);
    } catch (error) {
      database.close();
      throw error;
    }
  });
};

/** Where SQLite's file format has what is looked at here. */
const headerBytes = 100;
const magic = Buffer.from('SQLite format 3\0', 'latin1');
const applicationIdAt = 68;

/** Makes the file for its owner only, or looks whose it is, without changing a byte of it. */
const prepareFile = async (path: string): Promise<void> => {
  const file = await open(path, 'a+', 0o600);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(headerBytes), 0, headerBytes, 0);
    // Empty: new, or another process is just making it.
    if (bytesRead === 0) return;
    const isDatabase = bytesRead === headerBytes && buffer.subarray(0, magic.length).equals(magic);
    if (!isDatabase) throw new ViewsDamagedError(`views ${path}: the file is not a SQLite database`);
    if (buffer.readUInt32BE(applicationIdAt) !== applicationId) {
      throw new ViewsDamagedError(`views ${path}: the file is another program's database`);
    }
  } finally {
    await file.close();
  }
};

const namingTrouble = async <Result>(path: string, work: () => Promise<Result>): Promise<Result> => {
  try {
    return await work();
  } catch (cause) {
    if (!(cause instanceof Error) || cause instanceof ViewsDamagedError) throw cause;
    const code = 'code' in cause ? String(cause.code) : cause.name;
    throw new ViewsUnavailableError(`views ${path} can be neither made nor opened (${code})`, { cause });
  }
};
