import type { LogLevel } from './setting.ts';
import type { Settings } from './setting-definitions.ts';

/** How and where to log. */
export type LogOptions = Readonly<{
  level: LogLevel;
  /** `auto`: for people on a terminal, else JSON. */
  format: 'auto' | 'pretty' | 'json' | 'edx';
  destination:
    | Readonly<{ kind: 'stderr' }>
    | Readonly<{ kind: 'file'; path: string }>
    /** `server` (host or host:port) or else the local `socket`. */
    | Readonly<{ kind: 'syslog'; server: string | null; socket: string }>;
  edx: Readonly<{ serviceVariant: string; environment: string }>;
}>;

/**
 * What the settings say about the log. LOG_FILE beats everything; then, as the old agent had it, LOG_DIR/edx.log while
 * LOGGING_DEV_ENV holds; the format `edx` without a file means syslog.
 */
export const logOptionsFrom = (settings: Settings): LogOptions => {
  const {
    logLevel: level,
    logFormat,
    logFile,
    logDir,
    loggingDevEnv,
    loggingEnv,
    serviceVariant,
    syslogServer,
  } = settings;
  const edx = { serviceVariant, environment: loggingEnv };
  if (logFile !== null) return { level, format: logFormat, destination: { kind: 'file', path: logFile }, edx };
  if (logDir !== null && loggingDevEnv) {
    const format = logFormat === 'auto' ? 'edx' : logFormat;
    return { level, format, destination: { kind: 'file', path: `${logDir}/edx.log` }, edx };
  }
  const destination =
    logFormat === 'edx'
      ? ({ kind: 'syslog', server: syslogServer, socket: '/dev/log' } as const)
      : ({ kind: 'stderr' } as const);
  return { level, format: logFormat, destination, edx };
};
