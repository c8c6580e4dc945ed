import { z } from 'zod';
import { choice, onOff } from '../choice-kinds.ts';
import type { Kind } from '../kind.ts';
import { type LogLevel, setting } from '../setting.ts';
import { optionalPath } from '../text-kinds.ts';

const levelsByOldName = { debug: 'debug', info: 'info', warning: 'warn', error: 'error', critical: 'error' } as const;

/** The old agent's words, in any case; WARN is understood as well. */
const oldLevel: Kind<LogLevel> = {
  schema: z
    .string()
    .transform((word) => word.toLowerCase().replace(/^warn$/, 'warning'))
    .pipe(z.enum(['debug', 'info', 'warning', 'error', 'critical']))
    .transform((word) => levelsByOldName[word]),
  expects: 'one of: DEBUG, INFO, WARNING, ERROR, CRITICAL',
  placeholder: 'level',
};

/** It becomes part of a syslog tag, which brackets and spaces would end. */
const word: Kind<string> = {
  schema: z.string().regex(/^[A-Za-z0-9._-]{1,40}$/),
  expects: 'a word of letters, digits, dots, dashes and underscores',
  placeholder: 'word',
};

const hostAndPort: Kind<string | null> = {
  schema: z.union([
    z.literal('').transform(() => null),
    z.string().regex(/^([A-Za-z0-9._-]{1,253}|\[[0-9A-Fa-f:.]+\])(:\d{1,5})?$/),
  ]),
  expects: 'a host, or host:port (an IPv6 address in brackets)',
  placeholder: 'host:port',
};

export const logDefinitions = {
  localLoglevel: setting<LogLevel>({
    name: 'LOCAL_LOGLEVEL',
    group: 'Logs',
    description: 'The old agent’s spelling of LOG_LEVEL',
    kind: oldLevel,
    default: () => 'info',
    defaultText: 'INFO',
    example: 'WARNING',
  }),
  logLevel: setting<LogLevel>({
    name: 'LOG_LEVEL',
    group: 'Logs',
    description: 'The least important kind of message that is written',
    kind: choice('debug', 'info', 'warn', 'error'),
    default: ({ localLoglevel }) => localLoglevel,
    defaultText: 'LOCAL_LOGLEVEL',
    example: 'debug',
  }),
  logFormat: setting<'auto' | 'pretty' | 'json' | 'edx'>({
    name: 'LOG_FORMAT',
    group: 'Logs',
    description:
      '`pretty` for people, `json` for machines, `edx` for syslog; `auto` is pretty on a terminal, else json',
    kind: choice('auto', 'pretty', 'json', 'edx'),
    default: () => 'auto',
    example: 'edx',
  }),
  logFile: setting({
    name: 'LOG_FILE',
    group: 'Logs',
    description: 'File that messages are written to, rotated at 2 MiB, five kept',
    kind: optionalPath,
    default: () => null,
    defaultText: 'the standard error output',
    example: '/var/log/certificate-agent.log',
  }),
  loggingDevEnv: setting({
    name: 'LOGGING_DEV_ENV',
    group: 'Logs',
    description: 'Whether messages go to LOG_DIR/edx.log, when LOG_DIR is given',
    kind: onOff,
    default: () => true,
    example: 'false',
  }),
  logDir: setting({
    name: 'LOG_DIR',
    group: 'Logs',
    description: 'Folder of edx.log, which is rotated at 2 MiB, five kept',
    kind: optionalPath,
    default: () => null,
    example: '/var/tmp',
  }),
  loggingEnv: setting({
    name: 'LOGGING_ENV',
    group: 'Logs',
    description: 'Name of the installation in edX’s log lines',
    kind: word,
    default: () => 'dev',
    example: 'prod',
  }),
  serviceVariant: setting({
    name: 'SERVICE_VARIANT',
    group: 'Logs',
    description: 'Name of the service in edX’s log lines, by which syslog sorts them',
    kind: word,
    default: () => 'certs',
    example: 'certs',
    environmentAliases: ['SERVICE_VARIANT'],
  }),
  syslogServer: setting({
    name: 'SYSLOG_SERVER',
    group: 'Logs',
    description: 'Syslog server for the format `edx`, over UDP',
    kind: hostAndPort,
    default: () => null,
    defaultText: '/dev/log of this machine (needs perl)',
    example: 'syslog.example.org:514',
  }),
};
