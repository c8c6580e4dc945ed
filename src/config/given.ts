import type { Origin } from './origin.ts';
import type { SettingKey } from './setting-definitions.ts';
import type { SettingsProblem } from './settings-problem.ts';

/** A value as one source gives it, not yet checked. */
export type Given = Readonly<{
  key: SettingKey;
  raw: unknown;
  origin: Origin;
  /** The name as it was written there. */
  written: string;
  /** True: other users of the machine can read the value where it stands. */
  openToOthers: boolean;
}>;

/** What one source holds. */
export type Reading = Readonly<{ given: readonly Given[]; problems: readonly SettingsProblem[] }>;
