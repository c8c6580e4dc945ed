import type { Command } from 'commander';
import { commandAdder, type Ended } from './add-command.ts';

/** The views themselves. */
export const addProjecting = (program: Command, ended: Ended): void => {
  const projections = program.command('projections').description('what is made of the history to be asked quickly');
  const add = commandAdder(projections, ended);
  add({
    usage: 'status',
    description: 'how far each view is, and what was strange in the history',
    example: 'projections status',
    needs: [],
    options: (command) => command.option('--json', 'one JSON document'),
    run: async (context, _, flags) => (await import('../commands/projections.ts')).projectionsStatus(flags, context),
  });
  add({
    usage: 'rebuild',
    description: 'make views anew from the whole history; goes on where it was broken off',
    example: 'projections rebuild certificate-status',
    needs: [],
    options: (command) =>
      command.argument('[names...]', 'the views; without, all').option('--json', 'one JSON document'),
    run: async (context, names, flags) =>
      (await import('../commands/projections.ts')).projectionsRebuild(names, flags, context),
  });
};
