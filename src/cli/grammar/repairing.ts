import type { Need } from '../../config/settings-needs.ts';
import type { IssueOptions } from '../commands/issue.ts';
import { certificateArgument } from '../find-certificate.ts';
import type { AddCommand } from './add-command.ts';

const publishing: readonly Need[] = ['publishing', 'signing'];

/** What a person does by hand, through the same corridor as the agent. */
export const addRepairing = (add: AddCommand): void => {
  add({
    usage: 'resend',
    description: 'post the stored answer of a certificate again',
    example: 'resend certificate-3f9a',
    needs: ['queue', ...publishing],
    options: (command) => command.argument('<certificate>', certificateArgument),
    run: async (context, [named = '']) => (await import('../commands/repair.ts')).resend(named, context),
  });

  add({
    usage: 'sweep',
    description: 'remove published files that nothing claims',
    example: 'sweep --dry-run',
    needs: publishing,
    options: (command) =>
      command.option('--dry-run', 'only say what would be removed').option('--json', 'one JSON document'),
    run: async (context, _, flags) => (await import('../commands/repair.ts')).sweep(flags, context),
  });

  add({
    usage: 'issue',
    description: 'issue one certificate without any queue',
    example: 'issue --course-id course-v1:edX+DemoX+2026 \\\n      --username ada --name "Ada Lovelace"',
    needs: publishing,
    options: (command) =>
      command
        .requiredOption('--course-id <id>', 'the course')
        .requiredOption('--username <username>', 'the learner')
        .requiredOption('--name <name>', 'the name to print')
        .option('--grade <grade>', 'the grade')
        .option('--course-name <title>', 'the course’s title')
        .option('--template <file>', 'a template by its file name')
        .option('--regen', 'replace the certificate that there is')
        .option('--json', 'one JSON document'),
    // Commander has seen to it that the required ones are there.
    run: async (context, _, flags) =>
      (await import('../commands/issue.ts')).issue(flags as unknown as IssueOptions, context),
  });
};
