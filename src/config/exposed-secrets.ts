import type { Given } from './given.ts';
import type { Kind } from './kind.ts';
import { type SettingKey, settingDefinitions } from './setting-definitions.ts';
import type { SettingsProblem } from './settings-problem.ts';
import { PREFIX } from './spellings.ts';

/** Warnings about secrets that other users of the machine can read: on the command line, or in an open file. */
export const exposedSecrets = (given: readonly Given[]): readonly SettingsProblem[] =>
  given
    .filter((value) => value.openToOthers && holdsSecret(value))
    .map(({ key, origin, written }) => {
      const { name } = secretsOwnPlace[key] ?? settingDefinitions[key];
      const message =
        origin.kind === 'flag'
          ? `every user of this machine sees it in the list of processes: prefer ${PREFIX}${name} or ${PREFIX}${name}_FILE`
          : `${written} ${settingDefinitions[key].kind.secret ? 'is' : 'holds'} a secret, and other users can read this file: chmod 600`;
      return { code: 'secret-exposed', origin, message };
    });

const holdsSecret = ({ key, raw }: Given): boolean => {
  const { secret, publicPart }: Pick<Kind<unknown>, 'secret' | 'publicPart'> = settingDefinitions[key].kind;
  if (secret) return raw !== '';
  return publicPart !== undefined && typeof raw === 'string' && publicPart(raw) !== raw;
};

/** Where a secret belongs that stands inside another setting's value. */
const secretsOwnPlace: Partial<Record<SettingKey, Readonly<{ name: string }>>> = {
  store: settingDefinitions.storePass,
};
