import { createLog } from '../../../src/adapters/log/create-log.ts';
import type { LogOptions } from '../../../src/config/log-options.ts';
import { Secret } from '../../../src/config/secret.ts';

/** What stands for the process's standard error output. */
const createStderr = (isTTY = false) => {
  const texts: string[] = [];
  return { isTTY, write: (text: string) => texts.push(text), text: () => texts.join('') };
};

const edx = { serviceVariant: 'certs', environment: 'test' };

export const createTestLog = (parts: Partial<LogOptions> = {}, { isTTY = false, secrets = [] as string[] } = {}) => {
  const stderr = createStderr(isTTY);
  const log = createLog(
    { level: 'debug', format: 'json', destination: { kind: 'stderr' }, edx, ...parts },
    { stderr, secrets: secrets.map((value) => new Secret(value)) },
  );
  return { log, stderr, lines: () => stderr.text().split('\n').slice(0, -1) };
};

/** Texts that would break, forge or hide lines. */
export const hostile = [
  'two\nlines',
  'carriage\r\nreturn',
  'a nul \0 and a bell \x07',
  'escape \x1b[2J sequences',
  'c1 \x85 next line and \x9b31m control',
  'line separator \u2028 and paragraph separator \u2029',
  'turned \u202e around \u2066 hidden \u2069',
  'half a pair \ud800',
  '{"level":"error","msg":"forged"}',
  '<130>Jan  1 00:00:00 host forged: message',
  '%s %d %j %%',
];
