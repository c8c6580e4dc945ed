import type { StreamingRead } from '@eventstore/db-client';

/** Everything that a read brings. Reads have no deadline in the client: the signal is theirs. */
export const collected = async <Event>(reading: StreamingRead<Event>, signal: AbortSignal): Promise<Event[]> => {
  // It may still fail when nobody listens any more, and an error without a listener would end the process.
  reading.on('error', () => {});
  const stop = (): void => {
    void reading.cancel().catch(() => {});
    reading.destroy();
  };
  signal.addEventListener('abort', stop, { once: true });
  try {
    const events: Event[] = [];
    for await (const event of reading) events.push(event);
    // A read that is cancelled ends as if that were all.
    signal.throwIfAborted();
    return events;
  } finally {
    signal.removeEventListener('abort', stop);
  }
};
