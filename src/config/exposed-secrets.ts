import type { Given } from './given.ts';
import { settingDefinitions } from './setting-definitions.ts';
import type { SettingsProblem } from './settings-problem.ts';
import { PREFIX } from './spellings.ts';

/** Warnings about secrets that other users of the machine can read: on the command line, or in an open file. */
export const exposedSecrets = (given: readonly Given[]): readonly SettingsProblem[] =>
  given
    .filter(({ key, openToOthers, raw }) => openToOthers && raw !== '' && settingDefinitions[key].kind.secret)
    .map(({ key, origin, written }) => {
      const { name } = settingDefinitions[key];
      const message =
        origin.kind === 'flag'
          ? `every user of this machine sees it in the list of processes: prefer ${PREFIX}${name} or ${PREFIX}${name}_FILE`
          : `${written} is a secret, and other users can read this file: chmod 600`;
      return { code: 'secret-exposed', origin, message };
    });
