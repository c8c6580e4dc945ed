import { type Command, Option } from 'commander';
import { configDocs, configPrint } from '../commands/config.ts';
import { machineList, machineShow } from '../commands/machine.ts';
import { processConsole } from '../console.ts';
import { type MachineFormat, machineFormats } from '../render-machine.ts';
import { addExample, addSettingFlags, type Ended, type Flags } from './add-command.ts';

/** What tells of the program itself, and touches no history. */
export const addInspecting = (program: Command, ended: Ended): void => {
  addConfig(program, ended);
  addMachine(program, ended);
};

type MachineFlags = Readonly<{ format: MachineFormat; out?: string }>;

const addMachine = (program: Command, ended: Ended): void => {
  const machine = program.command('machine').description('the state machines');
  const list = machine
    .command('list')
    .description('name, version, fingerprint and size of each state machine')
    .option('--json', 'one JSON document')
    .action((flags: Flags) => ended(machineList(flags, processConsole())));
  addExample(list, 'machine list');

  const withFormat = (command: Command): Command =>
    command
      .argument('<name>', 'certificate or agent')
      .addOption(new Option('--format <format>', 'what to write it as').choices(machineFormats).default('mermaid'));
  const show = withFormat(machine.command('show'))
    .description('the chart of a state machine, on the terminal')
    .action(async (name: string, flags: MachineFlags) => ended(await machineShow(name, flags, processConsole())));
  addExample(show, 'machine show certificate');

  const write = withFormat(machine.command('export'))
    .description('a state machine for other programs, such as Stately’s')
    .option('--out <file>', 'write to this file instead of the terminal')
    .action(async (name: string, flags: MachineFlags) => ended(await machineShow(name, flags, processConsole())));
  addExample(write, 'machine export agent --format xstate --out agent.json');
};

const addConfig = (program: Command, ended: Ended): void => {
  const config = program.command('config').description('the settings');
  const print = config
    .command('print')
    .description('every setting with its value and origin')
    .option('--json', 'one JSON document');
  addSettingFlags(print);
  addExample(print, 'config print --queue-name certificates');
  print.action(async () => ended(await configPrint(print.opts<Flags>(), processConsole())));

  const docs = config
    .command('docs')
    .description('the settings’ documentation, as Markdown')
    .action(() => ended(configDocs(processConsole())));
  addExample(docs, 'config docs > docs/settings.md');
};
