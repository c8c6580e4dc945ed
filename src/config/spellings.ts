import type { Setting } from './setting.ts';
import { definitionEntries, type SettingKey } from './setting-definitions.ts';

/** How every environment variable of ours begins. */
export const PREFIX = 'CERT_AGENT_';

/** `QUEUE_URL` as a flag without its dashes: `queue-url`. */
export const flagName = (name: string): string => name.toLowerCase().replaceAll('_', '-');

/** The attribute under which commander hands a flag over: `queue-url` becomes `queueUrl`. */
export const flagAttribute = (flag: string): string =>
  flag.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());

/** All flags of a setting, without dashes, the usual one first. */
export const flagsOf = ({ name, flagAliases = [] }: Setting<unknown>): readonly string[] => [
  flagName(name),
  ...flagAliases,
];

/** A YAML key in the spelling of env.json: `queue_url`, `queue-url` and `log.format` are understood. */
export const fileName = (written: string): string => written.toUpperCase().replace(/[.-]/g, '_');

/** The setting that a file calls so, if any. */
export const keyOfFileName = (name: string): SettingKey | undefined => keysByFileName.get(name);

/** The setting that an environment variable stands for, if any. */
export const keyOfVariable = (variable: string): SettingKey | undefined => keysByVariable.get(variable);

/** The secret whose file an environment variable names, if any. */
export const keyOfSecretFileVariable = (variable: string): SettingKey | undefined =>
  keysBySecretFileVariable.get(variable);

const keysByFileName = new Map<string, SettingKey>(
  definitionEntries.flatMap(([key, { name, aliases = [] }]) =>
    [name, ...aliases].map((spelling) => [spelling, key] as const),
  ),
);

const keysByVariable = new Map<string, SettingKey>(
  definitionEntries.flatMap(([key, { name, aliases = [], environmentAliases = [] }]) =>
    [...[name, ...aliases].map((spelling) => PREFIX + spelling), ...environmentAliases].map(
      (variable) => [variable, key] as const,
    ),
  ),
);

const keysBySecretFileVariable = new Map<string, SettingKey>(
  definitionEntries
    .filter(([, { kind }]) => kind.secret)
    .map(([key, { name }]) => [`${PREFIX}${name}_FILE`, key] as const),
);

/** Every name that a file may use, and every variable: what a misspelt one is compared with. */
export const fileNames: readonly string[] = [...keysByFileName.keys()];
export const variableNames: readonly string[] = [...keysByVariable.keys(), ...keysBySecretFileVariable.keys()];
export const secretFileVariables: readonly string[] = [...keysBySecretFileVariable.keys()];
