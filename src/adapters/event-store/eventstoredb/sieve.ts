import type { AllStreamRecordedEvent } from '@eventstore/db-client';
import { DamagedEventError, type Recorded, type StorableEvent } from '../../../ports/event-store.ts';
import { decodeRecorded } from './decode.ts';
import type { Names } from './names.ts';

export type OnDamaged = (error: DamagedEventError) => void;

/** Turns a page of the log into events of ours. */
export type Sieve<Event> = (events: readonly AllStreamRecordedEvent[]) => readonly Recorded<Event>[];

/** For one pass: a damaged event is reported, and ends its stream. */
export const createSieve = <Event extends StorableEvent>(names: Names, onDamaged: OnDamaged): Sieve<Event> => {
  const damaged = new Set<string>();
  const decode = (event: AllStreamRecordedEvent): readonly Recorded<Event>[] => {
    const stream = names.ours(event.streamId);
    if (stream === null || damaged.has(stream)) return [];
    try {
      return [decodeRecorded<Event>(event, stream)];
    } catch (error) {
      if (!(error instanceof DamagedEventError)) throw error;
      damaged.add(stream);
      onDamaged(error);
      return [];
    }
  };
  return (events) => events.flatMap(decode);
};
