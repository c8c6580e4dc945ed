import {
  type AllStreamRecordedEvent,
  type AllStreamSubscription,
  START,
  streamNameFilter,
} from '@eventstore/db-client';
import { EventStoreUnavailableError } from '../../../ports/event-store.ts';
import { createBell } from './bell.ts';
import type { Connection } from './connection.ts';
import type { Names } from './names.ts';
import { isBehind, type LogPosition } from './position.ts';
import type { SteadyClient } from './steady-client.ts';

const pageEvents = 500;
/** The server tells how far it is after this many times 32 events, also when none of them is ours. */
const checkpointInterval = 4;

export type Subscribing = Readonly<{
  connection: Connection;
  names: Names;
  from: LogPosition | null;
  signal: AbortSignal;
}>;

/** What a subscription has to say: events (none when there are no more for now), or nothing within the time. */
type News = Readonly<
  | { kind: 'events'; events: readonly AllStreamRecordedEvent[]; isLive: boolean }
  /** Everything up to `seen` was handed out or is not ours. */
  | { kind: 'silence'; seen: LogPosition | null }
>;

export type Subscription = Readonly<{
  /** What comes next, one at a time. Fails when the subscription does: it never comes back to life by itself. */
  next: (withinMs: number) => Promise<News>;
  end: () => void;
}>;

/** Subscribes to our streams, behind a position, through a client of its own. The server does the filtering. */
export const subscribe = ({ connection, names, from, signal }: Subscribing): Subscription => {
  const { client, options, failed } = connection.separate();
  const bell = createBell();
  const state = { failure: null as unknown, isCaughtUp: false, isToldSo: false, seen: from };
  const fail = (error: unknown): void => {
    state.failure ??= error;
    failed(error);
    bell.ring();
  };
  const see = (position: LogPosition): void => {
    if (state.seen === null || isBehind(position, state.seen)) state.seen = position;
  };

  const { credentials, requiresLeader } = options;
  const checkpoints = {
    checkpointInterval,
    checkpointReached: async (_: unknown, position: LogPosition) => see(position),
  };
  const filter =
    'regex' in names.filter
      ? streamNameFilter({ ...checkpoints, ...names.filter })
      : streamNameFilter({ ...checkpoints, ...names.filter });
  const stream: AllStreamSubscription = client
    .subscribeToAll({ fromPosition: from ?? START, filter, credentials, requiresLeader }, { highWaterMark: pageEvents })
    .on('error', fail)
    .on('end', () => fail(new EventStoreUnavailableError(`${connection.name} has ended a subscription`)))
    .on('readable', bell.ring)
    .on('caughtUp', () => {
      state.isCaughtUp = true;
      bell.ring();
    })
    .on('fellBehind', () => {
      state.isCaughtUp = false;
      state.isToldSo = false;
    });
  signal.addEventListener('abort', bell.ring);

  const takeEvents = (): readonly AllStreamRecordedEvent[] => {
    const events: AllStreamRecordedEvent[] = [];
    while (events.length < pageEvents) {
      const resolved = stream.read();
      if (resolved === null) break;
      if (resolved.event) events.push(resolved.event);
    }
    const last = events.at(-1);
    if (last) see(last.position);
    return events;
  };

  return {
    next: async (withinMs) => {
      for (;;) {
        signal.throwIfAborted();
        const events = takeEvents();
        const isLive = state.isCaughtUp && stream.readableLength === 0;
        if (events.length > 0 || (isLive && !state.isToldSo)) {
          state.isToldSo ||= isLive;
          return { kind: 'events', events, isLive };
        }
        if (state.failure !== null) throw state.failure;
        if (!(await bell.rings(withinMs))) return { kind: 'silence', seen: state.seen };
      }
    },
    end: () => {
      signal.removeEventListener('abort', bell.ring);
      void hangUp(stream, client);
    },
  };
};

/** Ends the subscription, then its connection. What goes wrong with that concerns nobody any more. */
const hangUp = async (stream: AllStreamSubscription, client: SteadyClient): Promise<void> => {
  stream.destroy();
  try {
    await stream.unsubscribe();
  } catch {
    // It never came into being.
  }
  client.disconnect();
};
