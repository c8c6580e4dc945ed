import { existsSync } from 'node:fs';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder } from '../../adapters/make-folder.ts';

/** Where the demo leaves everything. */
export type DemoFolder = Readonly<{
  path: string;
  webRoot: string;
  dataDir: string;
  keyFile: string;
  publicKeyFile: string;
  logFile: string;
}>;

/** The folder is somebody else's: nothing in it is touched. */
export class FolderInUseError extends Error {
  override readonly name = 'FolderInUseError';
}

const marker = '.made-by-certificate-agent-demo';

/**
 * An empty folder for a new demo. What an earlier demo left is removed; anything else is not.
 *
 * @throws FolderInUseError
 */
export const prepareDemoFolder = async (path: string): Promise<DemoFolder> => {
  if (existsSync(path)) {
    const isOurs = existsSync(join(path, marker)) || (await readdir(path)).length === 0;
    if (!isOurs) throw new FolderInUseError(`${path} is not of an earlier demo: move it away, then try again`);
    await rm(path, { recursive: true });
  }
  const folder = {
    path,
    webRoot: join(path, 'www'),
    dataDir: join(path, 'data'),
    keyFile: join(path, 'signing-key.asc'),
    publicKeyFile: join(path, 'public-key.asc'),
    logFile: join(path, 'agent.log'),
  };
  await makeFolder(folder.webRoot);
  await mkdir(folder.dataDir, { mode: 0o700 });
  await writeFile(join(path, marker), '');
  // The old agent's settings, which stand beside a checkout: empty here, so that nobody's own are read.
  await writeFile(join(path, 'env.json'), '{}\n');
  return folder;
};
