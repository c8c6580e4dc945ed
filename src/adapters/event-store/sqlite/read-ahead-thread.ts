import { parentPort, workerData } from 'node:worker_threads';
import { loadSqliteDriver, type SqliteDatabase } from './driver.ts';
import { logQuery, pageRows } from './log-query.ts';
import { createPacker, type Packed } from './packed-page.ts';
import type { ReadAheadOrder } from './read-ahead.ts';
import { createTurns } from './turns.ts';

/** Runs in a thread of its own: sends page after page, but never more than it has turns for. */

const order = workerData as ReadAheadOrder;
const port = parentPort;
if (!port) throw new Error('this is a thread of the event store, not a program');
const turns = createTurns(order.turns);

const reader = (database: SqliteDatabase) => {
  database.exec('PRAGMA busy_timeout = 5000; PRAGMA query_only = ON');
  return createPacker<{ last: number | null }>(database, logQuery(order.columns), ['max(position) AS last']);
};

/** In memory of its own, which goes over without being copied. */
const ownBytes = (packed: Packed): Uint8Array<ArrayBuffer> | null => {
  if (packed === null) return null;
  if (packed instanceof ArrayBuffer) return new Uint8Array(packed);
  const isAlone = packed.buffer instanceof ArrayBuffer && packed.byteLength === packed.buffer.byteLength;
  return isAlone ? (packed as Uint8Array<ArrayBuffer>) : new Uint8Array(packed);
};

const { open } = await loadSqliteDriver();
const packedBehind = turns.call(() => reader(open(order.path)));
let { last } = order;

/** @returns whether there may be more. */
const sendPage = (): boolean => {
  const packed = turns.call(() => packedBehind?.(last, pageRows));
  if (!packed) return false;
  const { last: end, ...page } = packed;
  const short = ownBytes(page.short);
  const long = ownBytes(page.long);
  port.postMessage(
    { short, long, count: page.count },
    [short, long].flatMap((bytes) => (bytes ? [bytes.buffer] : [])),
  );
  last = end ?? last;
  return page.count === pageRows;
};

let isMore = true;
while (isMore && turns.take()) isMore = sendPage();
