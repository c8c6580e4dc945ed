/** Where a value came from. `where` is a flag, a variable or a file's path; lines and columns count from 1. */
export type Origin = Readonly<{
  kind: 'flag' | 'environment' | 'file' | 'legacy-file' | 'default';
  where: string;
  line?: number;
  column?: number;
}>;

/** `env.json:12:3`, `--queue-url`, `CERT_AGENT_QUEUE_URL`, `default`. */
export const renderOrigin = ({ where, line, column }: Origin): string =>
  line === undefined ? where : `${where}:${line}:${column ?? 1}`;
