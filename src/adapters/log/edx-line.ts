import type { LogLevel } from '../../config/setting.ts';
import type { SafeRecord } from './safe-record.ts';

/** What stands in every line of one process. */
export type EdxOrigin = Readonly<{ serviceVariant: string; environment: string; host: string; pid: number }>;

const LOGGER = 'certificate_agent';
const BYTES_MAX = 32_768;

const names: Readonly<Record<LogLevel, string>> = { debug: 'DEBUG', info: 'INFO', warn: 'WARNING', error: 'ERROR' };
const severities: Readonly<Record<LogLevel, number>> = { debug: 7, info: 6, warn: 4, error: 3 };
const LOCAL0 = 16;

/** The number before a syslog message: facility LOCAL0 and the level's severity. */
export const syslogPriority = (level: LogLevel): number => LOCAL0 * 8 + severities[level];

/**
 * A line as edX's services write it, and as their syslog sorts it:
 * `[service_variant=certs][certificate_agent][env:dev] INFO [host  12] [agent.ts:34] - message field=value`.
 *
 * @param place file and line that speak, e.g. `agent.ts:34`.
 */
export const renderEdxLine = (
  level: LogLevel,
  { message, fields }: SafeRecord,
  { place, origin }: { place: string; origin: EdxOrigin },
): string => {
  const { serviceVariant, environment, host, pid } = origin;
  const tag = `[service_variant=${serviceVariant}][${LOGGER}][env:${environment}]`;
  const rest = Object.entries(fields).map(([name, value]) => ` ${name}=${JSON.stringify(value)}`);
  const line = `${tag} ${names[level]} [${host}  ${pid}] [${place}] - ${message}${rest.join('')}`;
  return line.length * 3 <= BYTES_MAX ? line : cut(line);
};

const cut = (line: string): string => {
  // A character that the limit cuts in two is dropped.
  const bytes = Buffer.from(line).subarray(0, BYTES_MAX);
  return new TextDecoder().decode(bytes, { stream: true });
};
