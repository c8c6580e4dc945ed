#!/usr/bin/env node
import { lastWordsOf } from './exit-code-of.ts';
import { exitCodes } from './exit-codes.ts';
import { createProgram } from './program.ts';

// A reader that has seen enough (`| head`) closes the pipe: not a failure.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) =>
    process.exit(error.code === 'EPIPE' ? exitCodes.done : exitCodes.failed),
  );
}

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
