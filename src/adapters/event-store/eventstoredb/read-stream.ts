import { type ResolvedEvent, START } from '@eventstore/db-client';
import { DamagedEventError, type Recorded, type StorableEvent } from '../../../ports/event-store.ts';
import { collected } from './collect.ts';
import type { Attempt, Connection } from './connection.ts';
import { decodeRecorded } from './decode.ts';
import type { Names } from './names.ts';
import { kindOf } from './trouble.ts';

const pageEvents = 500;

type Way = Readonly<{ connection: Connection; names: Names; signal: AbortSignal }>;

/** Reads a stream, page by page, each within its time; none when it does not exist. */
export const createReadStream =
  <Event extends StorableEvent>({ connection, names, signal }: Way) =>
  async (stream: string): Promise<readonly Recorded<Event>[]> => {
    const history: Recorded<Event>[] = [];
    for (;;) {
      const page: Page = {
        onServer: names.onServer(stream),
        from: history.length === 0 ? START : BigInt(history.length),
        count: pageEvents,
      };
      const resolved = await connection.call((attempt) => readPage(attempt, page), { stream, signal });
      for (const { event } of resolved) history.push(decodeNext<Event>(event, history, stream));
      if (resolved.length < pageEvents) return history;
    }
  };

const decodeNext = <Event extends StorableEvent>(
  event: ResolvedEvent['event'],
  before: readonly Recorded<Event>[],
  stream: string,
): Recorded<Event> => {
  try {
    const revision = BigInt(before.length);
    if (event?.revision !== revision) throw new DamagedEventError({ stream, revision }, 'it is missing');
    return decodeRecorded<Event>(event, stream);
  } catch (error) {
    throw error instanceof DamagedEventError ? error.behind(before) : error;
  }
};

/** A part of a stream, by its name on the server. */
type Page = Readonly<{ onServer: string; from: typeof START | bigint; count: number }>;

/** One page; empty where the stream or its continuation does not exist. */
export const readPage = async (
  { client, options, signal }: Attempt,
  { onServer, from, count }: Page,
): Promise<readonly ResolvedEvent[]> => {
  try {
    return await collected(client.readStream(onServer, { ...options, fromRevision: from, maxCount: count }), signal);
  } catch (error) {
    if (kindOf(error) === 'stream-not-found') return [];
    throw error;
  }
};
