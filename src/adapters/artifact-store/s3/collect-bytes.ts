import { Readable } from 'node:stream';

/** The answer goes on behind what was to be expected. */
export class AnswerTooLongError extends Error {
  override readonly name = 'AnswerTooLongError';
}

/** @throws AnswerTooLongError as soon as there are more than `bytesMax`. */
export const collectBytes = async (stream: unknown, bytesMax: number): Promise<Uint8Array> => {
  if (stream === undefined) return new Uint8Array();
  if (!(stream instanceof Readable)) throw new Error('an answer over HTTP must be a stream of Node');

  const chunks: Uint8Array[] = [];
  let bytes = 0;
  // Leaving the loop closes the stream, and with it the connection.
  for await (const chunk of stream as AsyncIterable<Uint8Array>) {
    bytes += chunk.length;
    if (bytes > bytesMax) throw new AnswerTooLongError(`the answer is longer than ${bytesMax} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
};
