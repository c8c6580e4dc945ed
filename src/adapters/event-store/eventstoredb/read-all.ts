import type { From, Recorded, StorableEvent } from '../../../ports/event-store.ts';
import type { Names } from './names.ts';
import { parsePosition } from './position.ts';
import { type LogReading, readLog } from './read-log.ts';
import { createSieve, type OnDamaged } from './sieve.ts';

type Way = LogReading & Readonly<{ names: Names; onDamaged: OnDamaged }>;

/** Every event of ours behind a position, in pages that are never empty, to the present end. */
export const createReadPages = <Event extends StorableEvent>({ names, onDamaged, ...reading }: Way) =>
  async function* ({ after }: From = {}): AsyncGenerator<readonly Recorded<Event>[]> {
    const sieve = createSieve<Event>(names, onDamaged);
    for await (const events of readLog('forwards', after === undefined ? null : parsePosition(after), reading)) {
      const page = sieve(events);
      if (page.length > 0) yield page;
    }
  };
