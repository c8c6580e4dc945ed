import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import type { Settings } from '../config/setting-definitions.ts';
import { UnusableSettingsError } from './unusable-settings-error.ts';

/**
 * Looks whether the web root can be published into, so that a wrong path is told at start and not by each certificate.
 * Trouble that may pass, such as a network file system that does not answer now, keeps nobody from starting.
 *
 * @throws UnusableSettingsError
 */
export const checkWebRoot = async ({ copyToWebRoot, certWebRoot }: Settings): Promise<void> => {
  if (!copyToWebRoot) return;
  const because = await whyUnusable(certWebRoot);
  if (because === null) return;
  const message = `CERT_WEB_ROOT names ${certWebRoot}, which ${because}`;
  throw new UnusableSettingsError([{ code: 'setting-invalid', origin: null, message }]);
};

const whyUnusable = async (path: string): Promise<string | null> => {
  try {
    if (!(await stat(path)).isDirectory()) return 'is not a folder';
    await access(path, constants.W_OK | constants.X_OK);
    return null;
  } catch (error) {
    const word = error instanceof Error && 'code' in error ? String(error.code) : '';
    return reasons.get(word) ?? null;
  }
};

const reasons: ReadonlyMap<string, string> = new Map([
  ['ENOENT', 'is not there: make the folder, or mount what belongs there'],
  ['ENOTDIR', 'leads through a file'],
  ['EACCES', 'may not be written: let the agent’s user own it'],
  ['EPERM', 'may not be written: let the agent’s user own it'],
  ['EROFS', 'is on a file system that is mounted read-only'],
]);
