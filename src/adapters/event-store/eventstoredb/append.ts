import { type JSONType, jsonEvent, NO_STREAM, START } from '@eventstore/db-client';
import {
  type ExpectedRevision,
  type NewEvent,
  RevisionConflictError,
  type StorableEvent,
} from '../../../ports/event-store.ts';
import { decodeEvent, encodeEvent } from '../encoded-event.ts';
import type { Attempt, Connection } from './connection.ts';
import type { Names } from './names.ts';
import { readPage } from './read-stream.ts';
import { isStoredAlready } from './refused-append.ts';
import { deletedStream, kindOf } from './trouble.ts';

type Way = Readonly<{ connection: Connection; names: Names; signal: AbortSignal }>;

/**
 * Appends; a repeated attempt sends the same ids and expects the same revision, so that an append whose answer was lost is
 * recognised. The server judges by the rule of `append-verdict.ts`.
 */
export const createAppend =
  <Event extends StorableEvent>({ connection, names, signal }: Way) =>
  async (stream: string, expected: ExpectedRevision, events: readonly NewEvent<Event>[]): Promise<bigint> => {
    // A copy: the originals could change between two attempts.
    const sent = events.map(encodeEvent).map(sendable);
    const append: Append = {
      stream: names.onServer(stream),
      expected: expected === 'no-stream' ? NO_STREAM : expected,
      sent,
    };
    const answer = await connection.call((attempt) => appendOnce(attempt, append), { stream, signal });
    const last = (expected === 'no-stream' ? -1n : expected) + BigInt(events.length);
    if (answer.kind === 'refused') {
      const ids = sent.map(({ id }) => id);
      const refused = { stream, onServer: append.stream, expected, ids, current: answer.current };
      if (await isStoredAlready(refused, { connection, signal })) return last;
      throw new RevisionConflictError(stream, expected);
    }
    if (answer.revision !== last) await refuseSecondLife(stream, append.stream, { connection, signal });
    return last;
  };

type Sendable = ReturnType<typeof sendable>;
type Append = Readonly<{ stream: string; expected: typeof NO_STREAM | bigint; sent: readonly Sendable[] }>;

const sendable = (encoded: ReturnType<typeof encodeEvent>) => {
  const { id, event, metadata } = decodeEvent<StorableEvent>(encoded);
  return jsonEvent({
    id,
    type: event.type,
    data: event.data as JSONType,
    metadata: metadata as Record<string, unknown>,
  });
};

/** A refusal is an answer as well, not a failed attempt: the stream is at another revision. */
type Answer = Readonly<{ kind: 'stored'; revision: bigint } | { kind: 'refused'; current: bigint | null }>;

const appendOnce = async ({ client, options }: Attempt, { stream, expected, sent }: Append): Promise<Answer> => {
  try {
    const done = await client.appendToStream(stream, [...sent], { ...options, expectedRevision: expected });
    return { kind: 'stored', revision: done.nextExpectedRevision };
  } catch (error) {
    if (kindOf(error) !== 'wrong-expected-version') throw error;
    const { actualVersion } = error as Readonly<{ actualVersion?: unknown }>;
    return { kind: 'refused', current: typeof actualVersion === 'bigint' ? actualVersion : null };
  }
};

/** The server lets a stream begin anew that somebody deleted, and goes on counting: its first events are gone. */
const refuseSecondLife = async (
  stream: string,
  onServer: string,
  { connection, signal }: Pick<Way, 'connection' | 'signal'>,
): Promise<void> => {
  const beginning = { onServer, from: START, count: 1 } as const;
  const [first] = await connection.call((attempt) => readPage(attempt, beginning), { stream, signal });
  if (first?.event?.revision === 0n) return;
  throw deletedStream(stream);
};
