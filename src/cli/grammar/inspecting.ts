import type { Command } from 'commander';
import { configDocs, configPrint } from '../commands/config.ts';
import { machineShow } from '../commands/machine.ts';
import { processConsole } from '../console.ts';
import { addExample, addSettingFlags, type Ended, type Flags } from './add-command.ts';

/** What tells of the program itself, and touches no history. */
export const addInspecting = (program: Command, ended: Ended): void => {
  addConfig(program, ended);
  const machine = program.command('machine').description('the state machines');
  const show = machine
    .command('show')
    .argument('<name>', 'certificate or agent')
    .description('the chart of a state machine, as Mermaid')
    .action((name: string) => ended(machineShow(name, processConsole())));
  addExample(show, 'machine show certificate');
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
