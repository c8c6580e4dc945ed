import type { Names } from './names.ts';
import { isBehind, type LogPosition, renderPosition } from './position.ts';
import { type LogReading, readLog } from './read-log.ts';

/** Finds the position of our last event: backwards through what others have stored since. */
export const createHead = ({ names, ...reading }: LogReading & Readonly<{ names: Names }>) => {
  // Nothing is ever removed: the search need not go further back than the last time.
  let found: LogPosition | null = null;

  return async (): Promise<string | null> => {
    for await (const events of readLog('backwards', null, reading)) {
      for (const { streamId, position } of events) {
        if (found !== null && !isBehind(position, found)) return renderPosition(found);
        if (names.ours(streamId) === null) continue;
        found = position;
        return renderPosition(position);
      }
    }
    return found && renderPosition(found);
  };
};
