import { createHash, randomBytes } from 'node:crypto';
import { type FileHandle, link, open, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type InstallationSecret, InstallationSecretError } from '../ports/installation-secret.ts';
import { makeFolder } from './make-folder.ts';

/** Of a secret, and of the file that holds one. */
const charactersMin = 32;
const charactersMax = 4_096;

/**
 * The secret of this installation: the value from the settings, else the file's. The file is made at the first start, for
 * its owner only; when two processes start at once, both get the same. The file's text may be moved into the setting.
 *
 * @param source.value at least 32 characters.
 * @throws InstallationSecretError when the value is too short, or the file cannot be made, read or used.
 */
export const loadInstallationSecret = async (
  source: Readonly<{ value?: string; file: string }>,
): Promise<InstallationSecret> => {
  if (source.value !== undefined) return secretOf(source.value, 'the setting "installation-secret"');
  const { file } = source;
  try {
    const text = (await readIfThere(file)) ?? (await makeOrRead(file));
    return secretOf(text, `the file ${file}`);
  } catch (cause) {
    if (cause instanceof InstallationSecretError) throw cause;
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown trouble';
    const what = `the installation secret in ${file} can be neither read nor made (${code})`;
    throw new InstallationSecretError(`${what}: make the folder writable, or give the secret as a setting`, { cause });
  }
};

const secretOf = (text: string, origin: string): InstallationSecret => {
  const value = text.trim();
  if (value.length < charactersMin || value.length > charactersMax) {
    const limits = `a secret has ${charactersMin} to ${charactersMax}`;
    throw new InstallationSecretError(`${origin} has ${value.length} characters; ${limits}. Never replace one in use`);
  }
  const secret = Buffer.from(value);
  const fingerprint = createHash('sha256').update('certificate-agent installation secret\n').update(secret);
  return { secret, fingerprint: fingerprint.digest('hex').slice(0, 16) };
};

/** @returns at most one byte more than a secret may have, or null when there is no file. */
const readIfThere = async (path: string): Promise<string | null> => {
  let file: FileHandle;
  try {
    file = await open(path, 'r');
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null;
    throw error;
  }
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(charactersMax + 1));
    return buffer.toString('utf8', 0, bytesRead);
  } finally {
    await file.close();
  }
};

/** Written whole under another name and then linked: nobody ever reads half a secret, and the first one stays. */
const makeOrRead = async (path: string): Promise<string> => {
  const folder = dirname(path);
  await makeFolder(folder, 0o700);
  const draft = `${path}.${randomBytes(8).toString('hex')}.new`;
  try {
    await writeDurably(draft, `${randomBytes(32).toString('hex')}\n`);
    await link(draft, path);
    await syncFolder(folder);
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error;
  } finally {
    await rm(draft, { force: true });
  }
  return (await readIfThere(path)) ?? '';
};

const writeDurably = async (path: string, text: string): Promise<void> => {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
};

/** Makes the new name itself durable: streams named with a secret that a power cut took would be lost. */
const syncFolder = async (path: string): Promise<void> => {
  // Windows has no handle for that.
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
};

const hasCode = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code;
