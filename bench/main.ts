import { writeFile } from 'node:fs/promises';
import { Command, InvalidArgumentError } from 'commander';
import { measureCheck, renderCheck } from './check.ts';
import { measureStore, renderStore } from './store.ts';

const wholeNumber = (text: string): number => {
  if (!/^[1-9]\d{3,8}$/.test(text)) throw new InvalidArgumentError('A number from 1000 on is expected.');
  return Number(text);
};

const program = new Command('npm run bench --').description(
  'Measures side by side, in one run: trust the ratios, not the absolute figures.',
);
program
  .command('store')
  .description('the event store: appends, reading, views, growth')
  .option('--events <count>', 'how large the large store is', wholeNumber, 1_000_000)
  .option('--json <file>', 'write the figures there as well')
  .action(async ({ events, json }: { events: number; json?: string }) => {
    const figures = await measureStore(events, (doing) => void process.stderr.write(`${doing} ...\n`));
    process.stdout.write(`${renderStore(figures).join('\n')}\n`);
    if (json !== undefined) await writeFile(json, `${JSON.stringify(figures, null, 2)}\n`);
  });
program
  .command('check')
  .description('the check of every certificate before it is published, beside drawing and signing it')
  .option('--json <file>', 'write the figures there as well')
  .action(async ({ json }: { json?: string }) => {
    const figures = await measureCheck();
    process.stdout.write(`${renderCheck(figures).join('\n')}\n`);
    if (json !== undefined) await writeFile(json, `${JSON.stringify(figures, null, 2)}\n`);
  });
await program.parseAsync();
