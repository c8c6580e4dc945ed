import type { Given } from './given.ts';
import { definitionEntries } from './setting-definitions.ts';
import { flagAttribute, flagsOf } from './spellings.ts';

/** The settings among the flags; commander has refused unknown ones before. */
export const givenFlags = (flags: Readonly<Record<string, unknown>>): readonly Given[] =>
  definitionEntries.flatMap(([key, definition]) =>
    flagsOf(definition)
      .filter((flag) => flags[flagAttribute(flag)] !== undefined)
      .map((flag): Given => {
        const where = `--${flag}`;
        return {
          key,
          raw: flags[flagAttribute(flag)],
          origin: { kind: 'flag', where },
          written: where,
          // Anybody can list processes with their arguments.
          openToOthers: true,
        };
      }),
  );
