import type { InspectOptions } from '../commands/inspect.ts';
import { certificateArgument } from '../find-certificate.ts';
import type { AddCommand } from './add-command.ts';
import { between } from './whole-number.ts';

/** What shows a history moving. */
export const addWatching = (add: AddCommand): void => {
  add({
    usage: 'inspect',
    description: 'a certificate’s stored history, step by step, in Stately’s inspector',
    example: 'inspect certificate-3f9a --pace-ms 1000',
    needs: [],
    options: (command) =>
      command
        .argument('<certificate>', certificateArgument)
        .option('--live', 'go on with new events until Ctrl-C')
        .option('--port <port>', 'of this machine, for the browser; 0: any', between(0, 65_535), 0)
        .option('--pace-ms <ms>', 'pause before each event', between(0, 60_000), 500)
        .option('--wait-seconds <s>', 'how long to wait for the browser', between(1, 3_600), 120),
    // Commander fills in what is not given.
    run: async (context, [named = ''], flags) =>
      (await import('../commands/inspect.ts')).inspect(named, flags as unknown as InspectOptions, context),
  });
};
