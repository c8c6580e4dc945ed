import type { Command } from 'commander';
import type { Need } from '../../config/settings-needs.ts';
import { processConsole } from '../console.ts';
import type { AddCommand, Ended } from './add-command.ts';

const needs: readonly Need[] = ['queue', 'publishing', 'signing'];

/** The agent at work. */
export const addRunning = (add: AddCommand): void => {
  add({
    usage: 'run',
    description: 'serve the queue until SIGTERM',
    example: 'run --queue-url https://xqueue.example.org',
    needs,
    run: async (context) => (await import('../commands/run.ts')).run({ once: false }, context),
  });
  add({
    usage: 'once',
    description: 'empty the queue, then end',
    example: 'once --concurrency 2',
    needs,
    run: async (context) => (await import('../commands/run.ts')).run({ once: true }, context),
  });
};

/** The demo has settings of its own: it takes none. */
export const addDemo = (program: Command, ended: Ended): void => {
  program
    .command('demo')
    .description('the whole story on this machine, with a queue and an LMS of its own')
    .option('--serve', 'keep the pages up afterwards')
    .addHelpText('after', '\nExample:\n  $ npm run demo -- --serve')
    .action(async ({ serve = false }: { serve?: boolean }) => {
      const { demo } = await import('../commands/demo.ts');
      ended(await demo({ serve }, processConsole()));
    });
};
