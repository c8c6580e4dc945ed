import { type ResolvedSettings, resolveSettings } from '../../src/config/resolve-settings.ts';
import type { SettingsFile, SettingsSources } from '../../src/config/settings-sources.ts';

/** A machine that is the same everywhere. */
const machine = { cores: 4, homeDirectory: '/home/ops', temporaryDirectory: '/tmp' };

/** Sources that give nothing, but for what a test adds. */
export const sources = (parts: Partial<SettingsSources> = {}): SettingsSources => ({
  flags: {},
  environment: {},
  files: [],
  secretFiles: {},
  problems: [],
  machine,
  ...parts,
});

const file = (path: string, text: string, parts: Partial<SettingsFile>): SettingsFile => ({
  path,
  text,
  format: 'json',
  legacy: true,
  openToOthers: false,
  ...parts,
});

export const yamlFile = (text: string, parts: Partial<SettingsFile> = {}) =>
  file('certificate-agent.yml', text, { format: 'yaml', legacy: false, ...parts });
export const envJson = (text: string, parts: Partial<SettingsFile> = {}) => file('../env.json', text, parts);
export const authJson = (text: string, parts: Partial<SettingsFile> = {}) => file('../auth.json', text, parts);

/** The settings, which must be without problems. */
export const resolved = (parts: Partial<SettingsSources> = {}): ResolvedSettings => {
  const result = resolveSettings(sources(parts));
  if ('problems' in result) throw new Error(JSON.stringify(result.problems, null, 2));
  return result;
};

/** `where:line:column code message` of every problem. */
export const problemsOf = (result: ReturnType<typeof resolveSettings>): string[] =>
  ('problems' in result ? result.problems : []).map(
    ({ code, origin, message }) =>
      `${[origin?.where ?? '-', origin?.line, origin?.column].filter((part) => part !== undefined).join(':')} ${code} ${message}`,
  );
