import { hostname } from 'node:os';
import { pino } from 'pino';
import { prettyFactory } from 'pino-pretty';
import type { LogOptions } from '../../config/log-options.ts';
import type { Secret } from '../../config/secret.ts';
import type { LogLevel } from '../../config/setting.ts';
import type { Log, LogFields } from '../../ports/log.ts';
import { callerOf } from './caller.ts';
import { type EdxOrigin, renderEdxLine, syslogPriority } from './edx-line.ts';
import { createSturdySink, type LineSink } from './line-sink.ts';
import { openRotatedFile } from './rotated-file.ts';
import { createRecordGuard, type SafeRecord } from './safe-record.ts';
import { openSyslogServer } from './syslog-server.ts';
import { openSyslogSocket } from './syslog-socket.ts';

/** A log that has lines to hand over before the process may end. */
export type ClosableLog = Log & { close(): Promise<void> };

export type LogSurroundings = Readonly<{
  /** The process's standard error output, or what stands for it in a test. Data belongs on the standard output. */
  stderr: { write(text: string): unknown; isTTY?: boolean };
  /** Values that must never be written, wherever they appear. */
  secrets: readonly Secret[];
}>;

/** The log that the settings ask for. Trouble with its destination never throws: lines then go to `stderr`. */
export const createLog = (options: LogOptions, { stderr, secrets }: LogSurroundings): ClosableLog => {
  const onStderr: LineSink = { write: (line) => stderr.write(`${line}\n`), close: async () => {} };
  const sink = sinkFor(options, onStderr);
  const write = writerFor(options, sink, stderr.isTTY === true);
  const guarded = createRecordGuard(secrets);
  const floor = levels.indexOf(options.level);

  const method = (level: LogLevel) => {
    const speak = (message: string, fields?: LogFields): void => {
      if (levels.indexOf(level) >= floor) write(level, guarded(message, fields), speak);
    };
    return speak;
  };
  const [debug, info, warn, error] = [method('debug'), method('info'), method('warn'), method('error')];
  return { debug, info, warn, error, close: () => sink.close() };
};

const levels: readonly LogLevel[] = ['debug', 'info', 'warn', 'error'];

const sinkFor = ({ destination }: LogOptions, onStderr: LineSink): LineSink => {
  switch (destination.kind) {
    case 'stderr':
      return onStderr;
    case 'file':
      return createSturdySink(openRotatedFile(destination.path), onStderr);
    case 'syslog':
      return createSturdySink(
        destination.server === null ? openSyslogSocket(destination.socket) : openSyslogServer(destination.server),
        onStderr,
      );
  }
};

type Write = (level: LogLevel, record: SafeRecord, speak: (message: string) => void) => void;

const writerFor = ({ format, destination, edx }: LogOptions, sink: LineSink, isTerminal: boolean): Write => {
  if (format === 'edx') return edxWriter({ ...edx, host: hostname(), pid: process.pid }, sink, destination.kind);
  const isPretty = format === 'pretty' || (format === 'auto' && isTerminal && destination.kind === 'stderr');
  const dressed = isPretty
    ? prettyFactory({ colorize: isTerminal && destination.kind === 'stderr', singleLine: true })
    : (line: string) => line;
  const logger = pino(
    {
      level: 'debug',
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (level) => ({ level }) },
    },
    { write: (line: string) => sink.write(dressed(line).trimEnd()) },
  );
  return (level, { message, fields }) => logger[level](fields, message);
};

/** Syslog wants the priority before a line, and has a time of its own; a file has neither, and gets the time as a field. */
const edxWriter =
  (origin: EdxOrigin, sink: LineSink, kind: LogOptions['destination']['kind']): Write =>
  (level, { message, fields }, speak) => {
    const isSyslog = kind === 'syslog';
    const record = { message, fields: isSyslog ? fields : { ...fields, time: new Date().toISOString() } };
    const line = renderEdxLine(level, record, { place: callerOf(speak), origin });
    sink.write(isSyslog ? `<${syslogPriority(level)}>${line}` : line);
  };
