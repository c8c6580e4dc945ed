/** What may stand beside a log line: no names, no grades, no keys, no bodies. */
export type LogFields = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** Where the program tells its operator what happens. One call, one line. */
export interface Log {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
}
