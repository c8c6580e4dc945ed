import { Command, InvalidArgumentError, Option } from 'commander';
import { renderSettings, renderSettingsJson } from '../config/render-settings.ts';
import { settingFlags } from '../config/setting-flags.ts';
import type { Need } from '../config/settings-needs.ts';
import { demo } from './commands/demo.ts';
import { type IssueOptions, issue } from './commands/issue.ts';
import { machineShow } from './commands/machine.ts';
import { resend, sweep } from './commands/repair.ts';
import { run } from './commands/run.ts';
import { audit, replay, show } from './commands/show.ts';
import { status } from './commands/status.ts';
import { processConsole } from './console.ts';
import { contextOf, settingsOf } from './context.ts';
import { exitCodes } from './exit-codes.ts';
import { certificateArgument } from './find-certificate.ts';
import type { CommandContext } from './opened.ts';

type Flags = Readonly<Record<string, unknown>>;
type Handler = (context: CommandContext, args: readonly string[], flags: Flags) => Promise<number>;

const workNeeds: readonly Need[] = ['queue', 'publishing', 'signing'];
const publishingNeeds: readonly Need[] = ['publishing', 'signing'];

/** The whole command line. Each action leaves its exit code with `ended`. */
export const createProgram = (ended: (exitCode: number) => void): Command => {
  const program = new Command('certificate-agent')
    .description('Issues signed PDF certificates for Open edX, and keeps the history of each.')
    .helpOption('-h, --help', 'show this help')
    .configureHelp({ sortSubcommands: false })
    .exitOverride();

  /** A command with every setting as a flag. */
  const command = (usage: string, description: string, example: string, needs: readonly Need[], handler: Handler) => {
    const added = program.command(usage).description(description);
    added.addHelpText('after', `\nExample:\n  $ certificate-agent ${example}`);
    addSettingFlags(added);
    return added.action(async (...given: unknown[]) => {
      const flags = added.opts<Flags>();
      const args = given.slice(0, -2).filter((arg): arg is string => typeof arg === 'string');
      ended(await handler(await contextOf(flags, needs), args, flags));
    });
  };

  command('run', 'serve the queue until SIGTERM', 'run --queue-url https://xqueue.example.org', workNeeds, (context) =>
    run({ once: false }, context),
  );
  command('once', 'empty the queue, then end', 'once --concurrency 2', workNeeds, (context) =>
    run({ once: true }, context),
  );

  addReading(command);
  addRepairing(command);
  addOthers(program, ended);
  return program;
};

type AddCommand = (
  usage: string,
  description: string,
  example: string,
  needs: readonly Need[],
  handler: Handler,
) => Command;

const certificate = `<certificate>`;

const addReading = (command: AddCommand): void => {
  command(
    'status',
    'certificates by state, and what needs a person',
    'status --list --state error',
    [],
    (context, _, flags) => status(flags, context),
  )
    .option('--list', 'list every certificate')
    .option('--state <state>', 'only certificates in this state')
    .option('--course <course-id>', 'only certificates of this course')
    .option('--json', 'one JSON document');

  command(
    `show ${certificate}`,
    'state, error reason and timeline of one certificate',
    'show course-v1:edX+DemoX+2026/ada',
    [],
    (context, [named = ''], flags) => show(named, flags, context),
  )
    .option('--json', 'one JSON document')
    .addHelpText('before', `<certificate> is ${certificateArgument}.\n`);

  command(
    `audit ${certificate}`,
    'the timeline of one certificate',
    'audit certificate-3f9a',
    [],
    (context, [named = ''], flags) => audit(named, flags, context),
  ).option('--json', 'a JSON document for each event');

  command(
    `replay ${certificate}`,
    'fold a certificate’s events again, and print where they lead',
    'replay certificate-3f9a --until 2',
    [],
    (context, [named = ''], flags) => replay(named, flags, context),
  )
    .option('--until <revision>', 'stop behind this event, counted from 0', wholeNumber)
    .option('--json', 'one JSON document');
};

const addRepairing = (command: AddCommand): void => {
  command(
    `resend ${certificate}`,
    'post the stored answer of a certificate again',
    'resend certificate-3f9a',
    workNeeds,
    (context, [named = '']) => resend(named, context),
  );

  command(
    'sweep',
    'remove published files that nothing claims',
    'sweep --dry-run',
    publishingNeeds,
    (context, _, flags) => sweep(flags, context),
  )
    .option('--dry-run', 'only say what would be removed')
    .option('--json', 'one JSON document');

  command(
    'issue',
    'issue one certificate without any queue',
    'issue --course-id course-v1:edX+DemoX+2026 --username ada --name "Ada Lovelace"',
    publishingNeeds,
    (context, _, flags) => issue(flags as unknown as IssueOptions, context),
  )
    .requiredOption('--course-id <id>', 'the course')
    .requiredOption('--username <username>', 'the learner')
    .requiredOption('--name <name>', 'the name to print')
    .option('--grade <grade>', 'the grade')
    .option('--course-name <title>', 'the course’s title')
    .option('--template <file>', 'a template by its file name')
    .option('--regen', 'replace the certificate that there is')
    .option('--json', 'one JSON document');
};

const addOthers = (program: Command, ended: (exitCode: number) => void): void => {
  program
    .command('demo')
    .description('the whole story on this machine, with a queue and an LMS of its own')
    .option('--serve', 'keep the pages up afterwards')
    .addHelpText('after', '\nExample:\n  $ npm run demo -- --serve')
    .action(async ({ serve = false }: { serve?: boolean }) => ended(await demo({ serve }, processConsole())));

  const config = program.command('config').description('the settings');
  const print = config
    .command('print')
    .description('every setting with its value and origin')
    .option('--json', 'one JSON document');
  addSettingFlags(print);
  print
    .addHelpText('after', '\nExample:\n  $ CERT_AGENT_QUEUE_NAME=certificates certificate-agent config print')
    .action(async () => {
      const flags = print.opts<Flags>();
      const resolved = await settingsOf(flags, []);
      processConsole().data(flags['json'] ? renderSettingsJson(resolved) : renderSettings(resolved));
      ended(exitCodes.done);
    });

  const machine = program.command('machine').description('the state machines');
  machine
    .command('show <name>')
    .description('the chart of `certificate` or `agent`, as Mermaid')
    .addHelpText('after', '\nExample:\n  $ certificate-agent machine show certificate')
    .action((name: string) => ended(machineShow(name, processConsole())));
};

const addSettingFlags = (command: Command): void => {
  for (const { flags, description, hidden, group } of settingFlags()) {
    const option = new Option(flags, description).helpGroup(`${group}:`);
    command.addOption(hidden ? option.hideHelp() : option);
  }
};

const wholeNumber = (text: string): number => {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('a whole number is expected');
  return Number(text);
};
