import { audit } from '../commands/audit.ts';
import { show } from '../commands/show.ts';
import { status } from '../commands/status.ts';
import { certificateArgument } from '../find-certificate.ts';
import type { AddCommand } from './add-command.ts';

/** What only reads the history, and so needs no setting but where that is. */
export const addReading = (add: AddCommand): void => {
  add({
    usage: 'status',
    description: 'certificates by state, and what needs a person',
    example: 'status --list --state error',
    needs: [],
    options: (command) =>
      command
        .option('--list', 'list every certificate')
        .option('--state <state>', 'only certificates in this state')
        .option('--course <course-id>', 'only certificates of this course')
        .option('--json', 'one JSON document'),
    run: (context, _, flags) => status(flags, context),
  });

  add({
    usage: 'show',
    description: 'state, error reason and timeline of one certificate',
    example: 'show course-v1:edX+DemoX+2026/ada',
    needs: [],
    options: (command) => command.argument('<certificate>', certificateArgument).option('--json', 'one JSON document'),
    run: (context, [named = ''], flags) => show(named, flags, context),
  });

  add({
    usage: 'audit',
    description: 'the timeline of one certificate, or of all',
    example: 'audit certificate-3f9a',
    needs: [],
    options: (command) =>
      command
        .argument('[certificate]', `${certificateArgument}; without it, the whole log in the order of storing`)
        .option('--json', 'a JSON document for each event, one on a line'),
    run: (context, [named], flags) => audit(named, flags, context),
  });
};
