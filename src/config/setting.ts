import type { Kind } from './kind.ts';

/** What the machine offers, handed in because nothing here may look for itself. */
export type Machine = Readonly<{ cores: number; homeDirectory: string; temporaryDirectory: string }>;

/** What a default may depend on: the machine, and settings that are defined (and so resolved) before it. */
export type Earlier = Readonly<{
  machine: Machine;
  certBucket: string | null;
  certKeyId: string | null;
  certDownloadUrl: string | null;
  certsAreCalled: string;
  dataDir: string;
  localLoglevel: LogLevel;
  s3Endpoint: string | null;
  s3Upload: boolean;
  signingKeyFile: string | null;
}>;

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

/** The part of the documentation in which a setting stands. */
export type SettingGroup =
  | 'Queue'
  | 'Publishing'
  | 'Signing'
  | 'Certificates'
  | 'History and work'
  | 'Logs'
  | 'Sources';

/**
 * One setting. `name` is its spelling in env.json; the flag (`--queue-url`), the environment variable
 * (`CERT_AGENT_QUEUE_URL`) and the YAML key (`queue_url`) are made from it.
 */
export type Setting<Value> = Readonly<{
  name: string;
  group: SettingGroup;
  description: string;
  kind: Kind<Value>;
  default: (earlier: Earlier) => NoInfer<Value>;
  /** What the documentation says of a default that is not the same everywhere. */
  defaultText?: string;
  example: string;
  /** Other names under which files give it. */
  aliases?: readonly string[];
  /** Environment variables of the old agent, beside `CERT_AGENT_…`. */
  environmentAliases?: readonly string[];
  /** Further flags, without the dashes. */
  flagAliases?: readonly string[];
  /** True: it says where settings are, so it cannot stand in a file. */
  outsideFiles?: boolean;
  /** Why the value has no effect any more; old files that hold it stay valid. */
  obsolete?: string;
}>;

/** Fixes the value's type, which is the type of the kind's result. */
export const setting = <Value>(definition: Setting<Value>): Setting<Value> => definition;
