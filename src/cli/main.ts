#!/usr/bin/env node
import { CommanderError } from 'commander';
import { AgentError } from '../ports/agent-error.ts';
import { exitCodes } from './exit-codes.ts';
import { NoSuchCertificateError } from './find-certificate.ts';
import { createProgram } from './program.ts';
import { UnusableSettingsError } from './unusable-settings-error.ts';

/** The only place where an error becomes an exit code. */
const exitCodeOf = (error: unknown): number => {
  // Commander has printed its help or its complaint already.
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.usage;
  if (error instanceof UnusableSettingsError) return complain(error.message, exitCodes.settings);
  if (error instanceof NoSuchCertificateError) return complain(error.message, exitCodes.usage);
  if (error instanceof AgentError) {
    return complain(`${error.message} (${error.code})`, error.retryable ? exitCodes.dependencyDown : exitCodes.failed);
  }
  return complain(error instanceof Error ? (error.stack ?? error.message) : String(error), exitCodes.failed);
};

const complain = (text: string, exitCode: number): number => {
  process.stderr.write(`${text}\n`);
  return exitCode;
};

const program = createProgram((exitCode) => {
  process.exitCode = exitCode;
});

// A reader that has seen enough (`| head`) closes the pipe: not a failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) =>
  process.exit(error.code === 'EPIPE' ? 0 : exitCodes.failed),
);

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = exitCodeOf(error);
}
