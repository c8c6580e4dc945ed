import { type AllStreamRecordedEvent, BACKWARDS, END, FORWARDS, START } from '@eventstore/db-client';
import { collected } from './collect.ts';
import type { Connection } from './connection.ts';
import { isBehind, type LogPosition } from './position.ts';

const pageEvents = 500;

export type LogReading = Readonly<{ connection: Connection; signal: AbortSignal; budgetMs?: number }>;

/**
 * The server's whole log in pages, the events of others and of the server itself included: this client cannot have it
 * filtered. Forwards it ends at the present end, backwards at the beginning. A page may be empty.
 *
 * @param from exclusive; null for the end where the reading begins.
 */
export const readLog = async function* (
  direction: 'forwards' | 'backwards',
  from: LogPosition | null,
  { connection, ...rules }: LogReading,
): AsyncGenerator<readonly AllStreamRecordedEvent[]> {
  const isForwards = direction === 'forwards';
  const isBeyond = (one: LogPosition, other: LogPosition): boolean =>
    isForwards ? isBehind(one, other) : isBehind(other, one);

  for (let last = from; ; ) {
    const at = last;
    const page = await connection.call(
      ({ client, options, signal }) =>
        collected(
          client.readAll({
            ...options,
            direction: isForwards ? FORWARDS : BACKWARDS,
            fromPosition: at ?? (isForwards ? START : END),
            maxCount: pageEvents,
          }),
          signal,
        ),
      rules,
    );
    const events = page.flatMap(({ event }) => (event && (at === null || isBeyond(event.position, at)) ? [event] : []));
    last = events.at(-1)?.position ?? last;
    yield events;
    if (page.length < pageEvents) return;
  }
};
