/** Which streams of a server are this program's: it may be shared. */
export type Names = Readonly<{
  /** The stream's name on the server. */
  onServer: (stream: string) => string;
  /** The program's name for a stream on the server; null when it is not ours. */
  ours: (name: string) => string | null;
  /** What the names of ours begin with, for the server to filter by. It lets others through as well. */
  filter: Readonly<{ prefixes: string[] }> | Readonly<{ regex: string }>;
}>;

/**
 * @param prefix in front of every name on the server.
 * @param streams categories with their dash (`certificate-`) and whole names (`installation`); null for every stream
 *   that is not the server's own.
 */
export const createNames = (prefix: string, streams: readonly string[] | null): Names => {
  const isOurs = (name: string): boolean =>
    streams === null
      ? !name.startsWith('$')
      : streams.some((known) => (known.endsWith('-') ? name.startsWith(known) : name === known));

  return {
    onServer: (stream) => prefix + stream,
    ours: (name) => {
      if (!name.startsWith(prefix)) return null;
      const stream = name.slice(prefix.length);
      return isOurs(stream) ? stream : null;
    },
    filter:
      streams === null && prefix === ''
        ? { regex: '^[^$]' }
        : { prefixes: (streams ?? ['']).map((known) => prefix + known) },
  };
};
