import type { Command } from 'commander';
import { processConsole } from '../console.ts';
import { certificateArgument } from '../find-certificate.ts';
import { type AddCommand, addExample, type Ended } from './add-command.ts';

/** Loaded when it is asked for, like all that commands work with: the program starts quickly. */
const bundles = () => import('../commands/audit-bundle.ts');
type VerifyOptions = Parameters<Awaited<ReturnType<typeof bundles>>['verifyBundle']>[1];

/** What is taken out of the history for others, and checked by them. */
export const addAuditing = (add: AddCommand, program: Command, ended: Ended): void => {
  add({
    usage: 'audit export',
    description: 'one certificate’s whole history, signed, for others to check',
    example: 'audit export certificate-3f9a --out bundle.json',
    needs: ['signing'],
    options: (command) =>
      command.argument('<certificate>', certificateArgument).option('--out <file>', 'write it there, not to stdout'),
    run: async (context, [named = ''], flags) => (await bundles()).exportBundle(named, flags, context),
  });

  // Whoever checks a bundle has none of our settings.
  const verify = program.commands
    .find((command) => command.name() === 'audit')
    ?.command('verify')
    .description('check a bundle, without any history or network')
    .argument('<bundle>', 'the file that `audit export` wrote')
    .option('--fingerprint <digits>', 'the issuer’s key, as published: 40 hexadecimal digits')
    .option('--pdf <file>', 'a PDF that claims to be this certificate')
    .option('--json', 'one JSON document')
    .action(async (file: string, options: VerifyOptions) => {
      const { verifyBundle } = await bundles();
      ended(await verifyBundle(file, options, processConsole()));
    });
  if (!verify) throw new Error('audit verify belongs to audit, which is not there');
  addExample(verify, 'audit verify bundle.json --pdf Certificate.pdf');
};
