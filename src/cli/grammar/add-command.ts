import { type Command, Option } from 'commander';
import type { SettingGroup } from '../../config/setting.ts';
import { settingFlags } from '../../config/setting-flags.ts';
import type { Need } from '../../config/settings-needs.ts';
import { contextOf } from '../context.ts';
import type { CommandContext } from '../opened.ts';

/** The parsed flags by commander's attribute names. */
export type Flags = Readonly<Record<string, unknown>>;

/** One command of the program: its words, and what it does. */
type CommandSpec = Readonly<{
  /** Its name, e.g. `show`; behind that of the command that it belongs to, e.g. `audit export`. */
  usage: string;
  description: string;
  /** A command line that works, without the program's name. */
  example: string;
  /** What must be configured for it. */
  needs: readonly Need[];
  /** Settings that it acts upon without needing any; they are in its help as well. */
  shows?: readonly SettingGroup[];
  /** Adds the command's own options; they stand before the settings in its help. */
  options?: (command: Command) => void;
  /** @returns the exit code. */
  run: (context: CommandContext, args: readonly string[], flags: Flags) => Promise<number>;
}>;

/** Takes a command into the program. */
export type AddCommand = (spec: CommandSpec) => void;

/** Leaves a command's exit code. */
export type Ended = (exitCode: number) => void;

/** Adds commands that take every setting as a flag. */
export const commandAdder =
  (program: Command, ended: Ended): AddCommand =>
  ({ usage, description, example, needs, shows, options, run }) => {
    const [name = '', under] = usage.split(' ').reverse();
    const command = parentOf(program, under).command(name).description(description);
    options?.(command);
    addSettingFlags(command, needs, shows);
    addExample(command, example);
    command.action(async (...given: unknown[]) => {
      // Commander hands over the arguments, then the options and the command itself.
      const args = given
        .slice(0, -2)
        .flat()
        .filter((arg): arg is string => typeof arg === 'string');
      const flags = command.opts<Flags>();
      ended(await run(await contextOf(flags, needs), args, flags));
    });
  };

const parentOf = (program: Command, name: string | undefined): Command => {
  if (name === undefined) return program;
  const parent = program.commands.find((command) => command.name() === name);
  if (!parent) throw new Error(`a command belongs to ${name}, which is not there`);
  return parent.enablePositionalOptions();
};

/** A flag for every setting, in the groups of docs/settings.md. The help shows those that the command acts upon. */
export const addSettingFlags = (
  command: Command,
  needs: readonly Need[] = allNeeds,
  shows: readonly SettingGroup[] = [],
): void => {
  const unneeded = new Set(allNeeds.filter((need) => !needs.includes(need)).flatMap((need) => groupsFor[need]));
  for (const group of shows) unneeded.delete(group);
  for (const { flags, description, hidden, group } of settingFlags()) {
    const option = new Option(flags, description).helpGroup(`${group}:`);
    command.addOption(hidden || option.negate || unneeded.has(group) ? option.hideHelp() : option);
  }
  command.addHelpText('after', settingsNote);
};

const groupsFor: Readonly<Record<Need, readonly SettingGroup[]>> = {
  queue: ['Queue'],
  publishing: ['Publishing', 'Certificates'],
  signing: ['Signing'],
};
const allNeeds = Object.keys(groupsFor) as readonly Need[];

/** The last lines of a command's help. */
export const addExample = (command: Command, example: string): void => {
  command.addHelpText('after', `\nExample:\n  $ certificate-agent ${example}`);
};

const settingsNote = `
Settings can also be given in the environment and in files; docs/settings.md
tells how. One that is on or off has a second flag to switch it off: --no-sign.`;
