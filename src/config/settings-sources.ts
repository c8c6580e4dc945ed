import type { Machine } from './setting.ts';
import type { SettingsProblem } from './settings-problem.ts';

/** A settings file as it was read; `openToOthers` says that other users of the machine can read it. */
export type SettingsFile = Readonly<{
  path: string;
  format: 'yaml' | 'json';
  /** Legacy files are beaten by the YAML file. */
  legacy: boolean;
  text: string;
  openToOthers: boolean;
}>;

/** A secret in a file of its own, named by a `CERT_AGENT_…_FILE` variable. */
export type SecretFile = Readonly<{ path: string; text: string; openToOthers: boolean }>;

/** All that settings are made from, as found, not yet understood. */
export type SettingsSources = Readonly<{
  /** The parsed flags by commander's attribute names, e.g. `queueUrl`; other attributes are ignored. */
  flags: Readonly<Record<string, unknown>>;
  environment: Readonly<Record<string, string | undefined>>;
  files: readonly SettingsFile[];
  /** By variable name, e.g. `CERT_AGENT_QUEUE_PASS_FILE`. */
  secretFiles: Readonly<Record<string, SecretFile>>;
  machine: Machine;
  /** What went wrong while reading. */
  problems: readonly SettingsProblem[];
}>;
