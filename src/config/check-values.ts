import type { Given } from './given.ts';
import type { Kind } from './kind.ts';
import type { Origin } from './origin.ts';
import type { Earlier, Machine, Setting } from './setting.ts';
import { definitionEntries, type SettingKey, type Settings } from './setting-definitions.ts';
import type { SettingsProblem } from './settings-problem.ts';
import { quoted } from './visible-text.ts';

export type CheckedSettings = Readonly<{
  settings: Settings;
  /** Where each value came from. */
  origins: Readonly<Record<SettingKey, Origin>>;
}>;

const ranks: readonly Origin['kind'][] = ['flag', 'environment', 'file', 'legacy-file', 'default'];
const byDefault: Origin = { kind: 'default', where: 'default' };

/**
 * Gives each setting its value: the highest ranking one that was given, checked, else the default. A value that is
 * refused is reported and replaced by the default, so that the rest can still be checked.
 */
export const checkValues = (
  given: readonly Given[],
  machine: Machine,
): CheckedSettings & { problems: readonly SettingsProblem[] } => {
  const ranked = ranks.flatMap((kind) => given.filter(({ origin }) => origin.kind === kind));
  const values: Record<string, unknown> = { machine };
  const origins: Record<string, Origin> = {};
  const problems: SettingsProblem[] = [];

  for (const [key, definition] of definitionEntries) {
    const chosen = ranked.find((candidate) => candidate.key === key);
    const parsed = chosen && definition.kind.schema.safeParse(chosen.raw);
    if (chosen && parsed && !parsed.success) problems.push(invalid(definition, chosen));
    origins[key] = chosen?.origin ?? byDefault;
    // The definitions stand in such an order that what a default needs is already here.
    const value = parsed?.success ? parsed.data : definition.default(values as unknown as Earlier);
    values[key] = definition.kind.path ? fromHome(value, machine) : value;
  }
  const { machine: _, ...settings } = values;
  return { settings: settings as Settings, origins: origins as CheckedSettings['origins'], problems };
};

const invalid = ({ kind }: Setting<unknown>, { raw, origin, written }: Given): SettingsProblem => {
  const found = kind.secret ? 'this value' : typeof raw === 'string' ? quotedPart(kind, raw) : shortForm(raw);
  return { code: 'setting-invalid', origin, message: `${written} cannot be ${found}: expected ${kind.expects}` };
};

const quotedPart = ({ publicPart = (value) => value }: Kind<unknown>, raw: string): string => quoted(publicPart(raw));

const shortForm = (raw: unknown): string => {
  if (Array.isArray(raw)) return 'a list';
  return typeof raw === 'object' ? 'a group of values' : String(raw);
};

const fromHome = (value: unknown, { homeDirectory }: Machine): unknown =>
  typeof value === 'string' && value.startsWith('~/') ? homeDirectory + value.slice(1) : value;
