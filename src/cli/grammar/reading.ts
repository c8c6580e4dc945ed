import { certificateArgument } from '../find-certificate.ts';
import { moment } from '../moment.ts';
import type { AddCommand } from './add-command.ts';
import { wholeNumber } from './whole-number.ts';

/** What only reads the history, and so needs no setting but where that is. */
export const addReading = (add: AddCommand): void => {
  add({
    usage: 'status',
    description: 'certificates by state, and what needs a person',
    example: 'status --state error --older-than 7d',
    needs: [],
    options: (command) =>
      command
        .option('--list', 'list every certificate')
        .option('--state <state>', 'only certificates in this state')
        .option('--course <course-id>', 'only certificates of this course')
        .option('--reason <code>', 'only those with this error, e.g. s3-unreachable')
        .option('--older-than <age>', 'only those unchanged for so long, e.g. 7d, or since a day', moment)
        .option('--since <time>', 'only those changed since, e.g. 12h or 2026-05-01', moment)
        .option('--limit <count>', 'so many at once, by default 100', wholeNumber)
        .option('--after <cursor>', 'go on behind an earlier page')
        .option('--daily', 'instead, what happened on each day')
        .option('--json', 'one JSON document'),
    run: async (context, _, flags) => (await import('../commands/status.ts')).status(flags, context),
  });

  add({
    usage: 'show',
    description: 'state, error reason and timeline of one certificate',
    example: 'show course-v1:edX+DemoX+2026/ada',
    needs: [],
    options: (command) => command.argument('<certificate>', certificateArgument).option('--json', 'one JSON document'),
    run: async (context, [named = ''], flags) => (await import('../commands/show.ts')).show(named, flags, context),
  });

  add({
    usage: 'audit',
    description: 'the timeline of one certificate, or of all',
    example: 'audit certificate-3f9a',
    needs: [],
    options: (command) =>
      command
        .argument('[certificate]', `${certificateArgument}; without it, the whole log in the order of storing`)
        .option('--since <time>', 'only events since, e.g. 12h or 2026-05-01', moment)
        .option('--until <time>', 'only events before', moment)
        .option('--type <type>', 'only events of this type, e.g. certificate.failed')
        .option('--course <course-id>', 'only events of this course')
        .option('--json', 'a JSON document for each event, one on a line'),
    run: async (context, [named], flags) => (await import('../commands/audit.ts')).audit(named, flags, context),
  });
};
