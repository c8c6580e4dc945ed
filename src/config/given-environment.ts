import type { Given, Reading } from './given.ts';
import { didYouMean } from './nearest-name.ts';
import type { SettingKey } from './setting-definitions.ts';
import type { SettingsProblem } from './settings-problem.ts';
import type { SettingsSources } from './settings-sources.ts';
import { keyOfSecretFileVariable, keyOfVariable, PREFIX, variableNames } from './spellings.ts';
import { visibleText } from './visible-text.ts';

/**
 * The settings among the environment variables. An unknown variable with our prefix is a problem; others are not ours.
 * A variable of the old agent without the prefix counts only where ours is absent.
 */
export const givenEnvironment = ({ environment, secretFiles }: SettingsSources): Reading => {
  const given: Given[] = [];
  const problems: SettingsProblem[] = [];
  const ours = (variable: string) => variable.startsWith(PREFIX);
  const variables = Object.keys(environment).sort((a, b) => Number(ours(b)) - Number(ours(a)));

  for (const variable of variables) {
    const value = environment[variable];
    const key = keyOfVariable(variable);
    const secretKey = keyOfSecretFileVariable(variable);
    const origin = { kind: 'environment', where: visibleText(variable) } as const;
    if (value === undefined) continue;

    if (key !== undefined) {
      const shadowed = !ours(variable) && given.some((other) => other.key === key);
      if (!shadowed) given.push({ key, raw: value, origin, written: variable, openToOthers: false });
    } else if (secretKey !== undefined) {
      given.push(...givenSecretFile(variable, secretKey, secretFiles));
    } else if (ours(variable)) {
      const message = `there is no such setting${didYouMean(variable, variableNames)}`;
      problems.push({ code: 'setting-unknown', origin, message });
    }
  }
  return { given, problems };
};

/** Nothing, when the file could not be read: that was reported by whoever tried. */
const givenSecretFile = (
  variable: string,
  key: SettingKey,
  secretFiles: SettingsSources['secretFiles'],
): readonly Given[] => {
  const file = secretFiles[variable];
  if (!file) return [];
  const raw = file.text.replace(/\r?\n$/, '');
  const origin = { kind: 'environment', where: `${variable} (${visibleText(file.path)})` } as const;
  return [{ key, raw, origin, written: variable, openToOthers: file.openToOthers }];
};
