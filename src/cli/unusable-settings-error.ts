import { renderProblems, type SettingsProblem } from '../config/settings-problem.ts';

/** The settings cannot be used; the message has every problem on a line of its own. */
export class UnusableSettingsError extends Error {
  override readonly name = 'UnusableSettingsError';

  /** What is to be corrected, one by one. */
  readonly problems: readonly SettingsProblem[];

  constructor(problems: readonly SettingsProblem[]) {
    const count = problems.length === 1 ? 'One setting is' : `${problems.length} settings are`;
    super(`${count} to be corrected:\n${renderProblems(problems)}`);
    this.problems = problems;
  }
}
