/** What a writer proposes. Data and metadata are bytes: the server never looks into them. */
export type ProposedEvent = Readonly<{
  id: string;
  type: string;
  contentType: string;
  data: Uint8Array;
  metadata: Uint8Array;
}>;

/** An event with its place in its stream, and in everything: `position` looks like an offset in bytes, as the real one. */
export type StoredEvent = ProposedEvent &
  Readonly<{ stream: string; revision: bigint; position: bigint; created: bigint }>;

/** What the server has of one stream. A scavenge never runs here: the first revision is always 0. */
export type StreamHistory = { readonly events: StoredEvent[]; isTombstoned: boolean };

export const sizeOf = ({ type, data, metadata }: ProposedEvent): number =>
  data.length + metadata.length + type.length * 2;

/** One line of the file that outlives the process. */
export const lineOf = ({ stream, ...event }: ProposedEvent & Readonly<{ stream: string }>): string =>
  JSON.stringify({ ...event, stream, data: textOf(event.data), metadata: textOf(event.metadata) });

export const fromLine = (line: string): ProposedEvent & Readonly<{ stream: string }> => {
  const read = JSON.parse(line);
  const { id, type, contentType, stream } = read;
  return { id, type, contentType, stream, data: bytesOf(read.data), metadata: bytesOf(read.metadata) };
};

const textOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
const bytesOf = (text: string): Uint8Array => Buffer.from(text, 'base64');
