import { certificateDefinitions } from './definitions/certificates.ts';
import { historyDefinitions } from './definitions/history.ts';
import { logDefinitions } from './definitions/logs.ts';
import { publishingDefinitions } from './definitions/publishing.ts';
import { queueDefinitions } from './definitions/queue.ts';
import { s3Definitions } from './definitions/s3.ts';
import { signingDefinitions } from './definitions/signing.ts';
import { sourceDefinitions } from './definitions/sources.ts';
import { workDefinitions } from './definitions/work.ts';
import type { Setting } from './setting.ts';

/** Every setting there is, by its name in the program. Flags, variables, files, checks and documentation come from here. */
export const settingDefinitions = {
  ...queueDefinitions,
  ...s3Definitions,
  ...publishingDefinitions,
  ...signingDefinitions,
  ...certificateDefinitions,
  ...historyDefinitions,
  ...workDefinitions,
  ...logDefinitions,
  ...sourceDefinitions,
};

type Definitions = typeof settingDefinitions;

/** A setting's name in the program, e.g. `queueUrl`. */
export type SettingKey = keyof Definitions;

/** The settings of one process, complete and checked. Times are in milliseconds, addresses end without a slash. */
export type Settings = Readonly<{
  [Key in SettingKey]: Definitions[Key] extends Setting<infer Value> ? Value : never;
}>;

/** All definitions in the order in which they are documented and resolved. */
export const definitionEntries = Object.entries(settingDefinitions) as readonly [SettingKey, Setting<unknown>][];
