import { Command } from 'commander';
import { commandAdder, type Ended } from './grammar/add-command.ts';
import { addAuditing } from './grammar/auditing.ts';
import { addInspecting } from './grammar/inspecting.ts';
import { addProjecting } from './grammar/projecting.ts';
import { addReading } from './grammar/reading.ts';
import { addRepairing } from './grammar/repairing.ts';
import { addDemo, addRunning } from './grammar/running.ts';
import { addSampling } from './grammar/sampling.ts';
import { addVerifying } from './grammar/verifying.ts';
import { addWatching } from './grammar/watching.ts';
import { loadVersion } from './version.ts';

/** The whole command line. Each command leaves its exit code with `ended`. */
export const createProgram = (ended: Ended): Command => {
  const program = new Command('certificate-agent')
    .description('Issues signed PDF certificates for Open edX, and keeps the history of each.')
    .version(loadVersion(), '--version', 'show the version')
    .helpOption('-h, --help', 'show this help')
    // What stands behind a command's name is for that command, also when the one above it has the same flags.
    .enablePositionalOptions()
    .configureHelp({
      // The longest flags leave 39 of 80 columns to the words; commander would rather not wrap at all.
      minWidthToWrap: 30,
      // Only on-off settings have a value that may be left out; `--sign` says enough.
      optionTerm: ({ flags, optional, long }) => (optional ? (long ?? flags) : flags),
    })
    .addHelpText('after', '\nEach command has a help of its own: certificate-agent run -h')
    .exitOverride();

  const add = commandAdder(program, ended);
  addRunning(add);
  addDemo(program, ended);
  addReading(add);
  addVerifying(add);
  addAuditing(add, program, ended);
  addWatching(add);
  addRepairing(add);
  addSampling(add, program, ended);
  addProjecting(program, ended);
  addInspecting(program, ended);
  return program;
};
