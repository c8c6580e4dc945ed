import { type CheckedSettings, checkValues } from './check-values.ts';
import { exposedSecrets } from './exposed-secrets.ts';
import type { Given } from './given.ts';
import { givenEnvironment } from './given-environment.ts';
import { givenFile } from './given-file.ts';
import { givenFlags } from './given-flags.ts';
import type { Origin } from './origin.ts';
import { conflictsIn } from './settings-conflicts.ts';
import { type Need, problemsForNeeds } from './settings-needs.ts';
import type { SettingsProblem } from './settings-problem.ts';
import type { SettingsSources } from './settings-sources.ts';

export type ResolvedSettings = CheckedSettings &
  Readonly<{
    /** What works, and should be corrected all the same. */
    warnings: readonly SettingsProblem[];
  }>;

export type UnusableSettings = Readonly<{ problems: readonly SettingsProblem[]; warnings: readonly SettingsProblem[] }>;

/**
 * Makes the settings from all their sources: flags beat the environment, which beats the YAML file, which beats the
 * old agent's files, which beat the defaults. Every problem of every source is reported, not only the first.
 *
 * @param needs what the command is about to do; a setting that is missing for it is a problem.
 */
export const resolveSettings = (
  sources: SettingsSources,
  needs: readonly Need[] = [],
): ResolvedSettings | UnusableSettings => {
  const environment = givenEnvironment(sources);
  const files = sources.files.map((file) => givenFile(file));
  const given = [...givenFlags(sources.flags), ...environment.given, ...files.flatMap((file) => file.given)];

  const checked = checkValues(given, sources.machine);
  const reading = [...sources.problems, ...environment.problems, ...files.flatMap((file) => file.problems)];
  const problems = [...reading, ...repeated(given), ...checked.problems];
  const warnings = exposedSecrets(given);

  // What a file that cannot be read would have given is not "missing".
  if (problems.length > 0 && problems.some(({ code }) => code.startsWith('settings-file-')))
    return { problems, warnings };
  problems.push(...conflictsIn(checked), ...problemsForNeeds(needs, checked));
  if (problems.length > 0) return { problems, warnings };
  return { settings: checked.settings, origins: checked.origins, warnings };
};

/** The same setting twice in sources of the same rank: nobody can say which one was meant. */
const repeated = (given: readonly Given[]): readonly SettingsProblem[] => {
  const first = new Map<string, Given>();
  return given.flatMap((value): SettingsProblem[] => {
    const slot = `${value.key} ${value.origin.kind}`;
    const earlier = first.get(slot);
    if (!earlier) {
      first.set(slot, value);
      return [];
    }
    const message = `${value.written} gives what ${earlier.written} (${whereOf(earlier.origin)}) gives already: remove one`;
    return [{ code: 'setting-given-twice', origin: value.origin, message }];
  });
};

const whereOf = ({ where, line }: Origin): string => (line === undefined ? where : `${where}:${line}`);
