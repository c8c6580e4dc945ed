import type { Origin } from './origin.ts';
import type { SettingKey, Settings } from './setting-definitions.ts';
import type { SettingsProblem } from './settings-problem.ts';

export type Origins = Readonly<Record<SettingKey, Origin>>;

export type ResolvedSettings = Readonly<{
  settings: Settings;
  origins: Origins;
  /** What works, and should be corrected all the same. */
  warnings: readonly SettingsProblem[];
}>;

/** What a command is going to do, and so must have settings for. */
export type Need = 'queue' | 'publishing' | 'signing';
