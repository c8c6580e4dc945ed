#!/usr/bin/env node
import { lastWordsOf } from './exit-code-of.ts';
import { exitCodes } from './exit-codes.ts';
import { hushKnownWarnings } from './hush-known-warnings.ts';
import { createProgram } from './program.ts';

hushKnownWarnings();

// A reader that has seen enough (`| head`) closes the pipe: not a failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(exitCodes.done);
  process.stderr.write(`what this command found cannot be written where it should: ${error.code ?? error.message}\n`);
  process.exit(exitCodes.failed);
});
// There is nobody left to tell. A disk that is full, or a log's reader that has died, must not end an agent at work.
process.stderr.on('error', () => undefined);

const program = createProgram((exitCode) => {
  process.exitCode = exitCode;
});

try {
  await program.parseAsync();
} catch (error) {
  const { exitCode, text } = lastWordsOf(error);
  process.exitCode = exitCode;
  if (text !== null) process.stderr.write(`${text}\n`);
}
