import { type Command, Option } from 'commander';
import type { PreviewOptions } from '../commands/templates-preview.ts';
import type { SampleOptions } from '../sample-plan.ts';
import { type AddCommand, commandAdder, type Ended } from './add-command.ts';
import { between } from './whole-number.ts';

/** What the authors of templates and layouts try them with. */
export const addSampling = (add: AddCommand, program: Command, ended: Ended): void => {
  add({
    usage: 'sample',
    description: 'draw certificates that are nobody’s, to look at; nothing is published',
    example: 'sample -c course-v1:edX+DemoX+2026 -n Ada --out samples',
    needs: [],
    shows: ['Certificates'],
    options: sampleOptions,
    // Commander has seen to it that the required one is there.
    run: async (context, _, flags) =>
      (await import('../commands/sample.ts')).sample(flags as unknown as SampleOptions, context),
  });

  const templates = program.command('templates').description('layouts and templates, for those who make them');
  const addBelow = commandAdder(templates, ended);
  addBelow({
    usage: 'lint',
    description: 'find what is wrong with layouts, templates and course data',
    example: 'templates lint diploma',
    needs: [],
    shows: ['Certificates'],
    options: (command) =>
      command.argument('[layout...]', 'layouts or courses; without, all').option('--json', 'one JSON document'),
    run: async (context, names, flags) =>
      (await import('../commands/templates-lint.ts')).templatesLint(names, flags, context),
  });
  addBelow({
    usage: 'preview',
    description: 'a page of this machine that shows them, and again when a file changes',
    example: 'templates preview --cert-private-dir private',
    needs: [],
    shows: ['Certificates'],
    options: (command) =>
      command.option('--port <port>', 'of this machine, for the browser; 0: any', between(0, 65_535), 0),
    // Commander fills in what is not given.
    run: async (context, _, flags) =>
      (await import('../commands/templates-preview.ts')).templatesPreview(flags as unknown as PreviewOptions, context),
  });
};

const sampleOptions = (command: Command): void => {
  const names = new Option('-f, --input-file <file>', 'names, one on a line, UTF-8').conflicts('name');
  command
    .requiredOption('--out <folder>', 'where to put COURSE-1.pdf, COURSE-2.pdf, …')
    .option('-c, --course-id <id>', 'the course; without, all of cert-data.yml, or all layouts')
    .option('-n, --name <name>', 'the name to print; without, a list of awkward ones')
    .addOption(names)
    .option('-t, --template-file <file>', 'a template by its file name')
    .option('-o, --long-org <name>', 'the organisation’s long name')
    .option('-l, --long-course <title>', 'the course’s title')
    .option('-i, --issued-date <date>', 'e.g. 2026-05-01, or words as they are to be printed')
    .option('-T, --assign-title <title>', 'the learner’s title, e.g. MD')
    .option('-G, --grade-text <grade>', 'the grade')
    .option('-r, --report-file <file>', 'what became of each, as CSV')
    .option('--overwrite', 'replace files of an earlier run');
};
