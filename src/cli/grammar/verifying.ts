import { type Command, Option } from 'commander';
import { certificateArgument } from '../find-certificate.ts';
import type { AddCommand } from './add-command.ts';
import { wholeNumber } from './whole-number.ts';

/** What trusts nothing in the history, and looks at each event. */
export const addVerifying = (add: AddCommand): void => {
  add({
    usage: 'replay',
    description: 'fold certificates’ events again, and print where they lead',
    example: 'replay certificate-3f9a --until 2',
    needs: [],
    options: replayOptions,
    run: async (context, names, flags) => (await import('../commands/replay.ts')).replay(names, flags, context),
  });

  add({
    usage: 'verify-log',
    description: 'verify that every event is the one that was written',
    example: 'verify-log --expect january.json --receipt february.json',
    needs: [],
    options: (command) =>
      command
        .option('--keep-going', 'name every lie, not only the first')
        .option('--receipt <file>', 'write down what the log holds, to be kept elsewhere')
        .option('--expect <file>', 'the log must still hold all that this receipt says')
        .option('--heads <file>', 'write the lines that the digest is made of')
        .option('--json', 'one JSON document'),
    run: async (context, _, flags) => (await import('../commands/verify-log.ts')).verifyLogCommand(flags, context),
  });
};

const replayOptions = (command: Command): void => {
  const until = new Option('--until <revision>', 'stop behind this event, counted from 0').argParser(wholeNumber);
  const at = new Option('--at <time>', 'what was true then, e.g. 2026-05-01T10:00:00Z').conflicts('until');
  const diff = new Option('--diff', 'compare with what the live view says').conflicts(['until', 'at']);
  command
    .argument('[certificate...]', certificateArgument)
    .option('--all', 'every certificate: how many are in each state, and which are corrupt')
    .addOption(until)
    .addOption(at)
    .addOption(diff)
    .option('--json', 'one JSON document; of several certificates one each, on a line');
};
