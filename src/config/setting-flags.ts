import type { SettingGroup } from './setting.ts';
import { definitionEntries } from './setting-definitions.ts';
import { flagsOf, PREFIX } from './spellings.ts';

/** What `new Option(flags, description)` and `helpGroup(group)` of commander take; no defaults, no parsers. */
export type SettingFlag = Readonly<{
  flags: string;
  description: string;
  group: SettingGroup;
  /** True for second spellings and for flags without effect: leave them out of the help. */
  hidden: boolean;
}>;

/**
 * A flag for every setting; an on-off setting has a second one, `--no-…`. The parsed values, by commander's
 * attribute names, are the `flags` of {@link SettingsSources}.
 */
export const settingFlags = (): readonly SettingFlag[] =>
  definitionEntries.flatMap(([, definition]) =>
    flagsOf(definition).flatMap((flag, index): SettingFlag[] => {
      const { kind, group, obsolete, name } = definition;
      const hidden = index > 0 && !definition.flagAliases?.includes(flag);
      const description = `${definition.description} (${PREFIX}${name})`;
      const rest = { group, hidden: hidden || obsolete !== undefined };
      const value = kind.onOff ? `[${kind.placeholder}]` : `<${kind.placeholder}>`;
      const positive = { flags: `--${flag} ${value}`, description, ...rest };
      return kind.onOff
        ? [positive, { flags: `--no-${flag}`, description: `Not: ${description}`, ...rest }]
        : [positive];
    }),
  );
