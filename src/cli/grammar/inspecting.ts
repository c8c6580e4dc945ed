import { type Command, Option } from 'commander';
import { processConsole } from '../console.ts';
import { type MachineFormat, machineFormats } from '../render-machine.ts';
import { addExample, addSettingFlags, type Ended, type Flags } from './add-command.ts';

/** What tells of the program itself, and touches no history. */
export const addInspecting = (program: Command, ended: Ended): void => {
  addConfig(program, ended);
  addMachine(program, ended);
};

const machines = () => import('../commands/machine.ts');
const settings = () => import('../commands/config.ts');

type MachineFlags = Readonly<{ format: MachineFormat; out?: string }>;

const addMachine = (program: Command, ended: Ended): void => {
  const showMachine = async (name: string, flags: MachineFlags): Promise<void> => {
    const { machineShow } = await machines();
    ended(await machineShow(name, flags, processConsole()));
  };
  const machine = program.command('machine').description('the state machines');
  const list = machine
    .command('list')
    .description('name, version, fingerprint and size of each state machine')
    .option('--json', 'one JSON document')
    .action(async (flags: Flags) => ended((await machines()).machineList(flags, processConsole())));
  addExample(list, 'machine list');

  const withFormat = (command: Command): Command =>
    command
      .argument('<name>', 'certificate or agent')
      .addOption(new Option('--format <format>', 'what to write it as').choices(machineFormats).default('mermaid'));
  const show = withFormat(machine.command('show'))
    .description('the chart of a state machine, on the terminal')
    .action(showMachine);
  addExample(show, 'machine show certificate');

  const write = withFormat(machine.command('export'))
    .description('a state machine for other programs, such as Stately’s')
    .option('--out <file>', 'write to this file instead of the terminal')
    .action(showMachine);
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
  print.action(async () => {
    const { configPrint } = await settings();
    ended(await configPrint(print.opts<Flags>(), processConsole()));
  });

  const docs = config
    .command('docs')
    .description('the settings’ documentation, as Markdown')
    .action(async () => ended((await settings()).configDocs(processConsole())));
  addExample(docs, 'config docs > docs/settings.md');
};
