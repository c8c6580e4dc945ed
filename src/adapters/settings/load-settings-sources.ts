import { existsSync } from 'node:fs';
import { availableParallelism, homedir, tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { SettingsProblem } from '../../config/settings-problem.ts';
import type { SecretFile, SettingsFile, SettingsSources } from '../../config/settings-sources.ts';
import { secretFileVariables } from '../../config/spellings.ts';
import { visibleText } from '../../config/visible-text.ts';
import { readBoundedFile } from './read-bounded-file.ts';

const SETTINGS_BYTES_MAX = 262_144;
const SECRET_BYTES_MAX = 16_384;
const DEFAULT_CONFIG = 'certificate-agent.yml';

/** What the process was started with. */
export type Start = Readonly<{
  /** The parsed flags by commander's attribute names. */
  flags: Readonly<Record<string, unknown>>;
  environment: Readonly<Record<string, string | undefined>>;
  workingDirectory: string;
}>;

/**
 * Reads everything that settings are made from. Files that cannot be read are noted in `problems`; absent ones are
 * fine unless somebody named them. Never rejects for what a file holds or does not hold.
 */
export const loadSettingsSources = async ({
  flags,
  environment,
  workingDirectory,
}: Start): Promise<SettingsSources> => {
  const problems: SettingsProblem[] = [];
  const files: SettingsFile[] = [];
  for (const candidate of settingsFiles(flags, environment, workingDirectory)) {
    const { required, ...file } = candidate;
    const read = await readBoundedFile(resolve(workingDirectory, file.path), SETTINGS_BYTES_MAX);
    if (read.outcome === 'read') files.push({ ...file, text: read.text, openToOthers: read.openToOthers });
    else if (read.outcome === 'unreadable') problems.push(unreadable(file.path, read.because));
    else if (required) problems.push(unreadable(file.path, 'there is no such file'));
  }

  const secretFiles: Record<string, SecretFile> = {};
  for (const variable of secretFileVariables) {
    const path = environment[variable];
    if (!path) continue;
    const read = await readBoundedFile(resolve(workingDirectory, path), SECRET_BYTES_MAX);
    if (read.outcome === 'read') secretFiles[variable] = { path, text: read.text, openToOthers: read.openToOthers };
    else problems.push(unreadable(path, read.outcome === 'absent' ? 'there is no such file' : read.because, variable));
  }

  const machine = { cores: availableParallelism(), homeDirectory: homedir(), temporaryDirectory: tmpdir() };
  return { flags, environment, files, secretFiles, machine, problems };
};

type Candidate = Omit<SettingsFile, 'text' | 'openToOthers'> & Readonly<{ required: boolean }>;

const settingsFiles = (
  flags: Start['flags'],
  environment: Start['environment'],
  workingDirectory: string,
): readonly Candidate[] => {
  const config = textOf(flags['config']) ?? textOf(environment['CERT_AGENT_CONFIG']);
  const legacyDir = textOf(flags['legacyDir']) ?? textOf(environment['CERT_AGENT_LEGACY_DIR']);
  const legacy = legacyDir ?? dirname(repositoryAround(workingDirectory));
  return [
    { path: config ?? DEFAULT_CONFIG, format: 'yaml', legacy: false, required: config !== undefined },
    { path: join(legacy, 'env.json'), format: 'json', legacy: true, required: legacyDir !== undefined },
    { path: join(legacy, 'auth.json'), format: 'json', legacy: true, required: false },
  ];
};

const textOf = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

/** The folder of the checkout that the process was started in; the old agent's files stand beside it. */
const repositoryAround = (folder: string): string => {
  for (let candidate = folder; candidate !== dirname(candidate); candidate = dirname(candidate)) {
    if (existsSync(join(candidate, '.git')) || existsSync(join(candidate, 'package.json'))) return candidate;
  }
  return folder;
};

const unreadable = (path: string, because: string, variable?: string): SettingsProblem => {
  const where = variable ? `${variable} (${visibleText(path)})` : visibleText(path);
  return {
    code: 'settings-file-unreadable',
    origin: { kind: variable ? 'environment' : 'file', where },
    message: because,
  };
};
