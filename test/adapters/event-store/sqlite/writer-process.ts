/**
 * A process that appends to one store, for tests with several processes. It tells of every append after it was answered.
 *
 *   node writer-process.js PATH DRIVER NAME STREAMS APPENDS
 */
import { writeSync } from 'node:fs';
import { loadLibsql, loadNodeSqlite } from '../../../../src/adapters/event-store/sqlite/driver.ts';
import { openSqliteEventStore } from '../../../../src/adapters/event-store/sqlite/open.ts';
import { type NewEvent, RevisionConflictError, type StorableEvent } from '../../../../src/ports/event-store.ts';

const [path = '', driverName, name, streams, appends] = process.argv.slice(2);
const driver = driverName === 'libsql' ? await loadLibsql() : loadNodeSqlite();
if (!driver) throw new Error(`no driver ${driverName}`);
const metadata = {
  $correlationId: 's',
  $causationId: 'c',
  machine: { id: 'words', version: '1', fingerprint: '0' },
  reached: 'spoken',
  agent: 'a',
  time: '2026-05-01T10:00:00.000Z',
  schema: 1,
  hash: '0'.repeat(64),
};
const pair = (at: number): [NewEvent<StorableEvent>, NewEvent<StorableEvent>] => [
  { id: `${name}-${at}-first`, event: { type: 'word', data: { by: name } }, metadata },
  { id: `${name}-${at}-second`, event: { type: 'word', data: { by: name } }, metadata },
];

const store = await openSqliteEventStore<StorableEvent>({
  path,
  driver,
  onDamaged: (error) => {
    throw error;
  },
});
let conflicts = 0;
for (let at = 0; at < Number(appends); ) {
  const stream = `s${at % Number(streams)}`;
  const head = (await store.read(stream)).length - 1;
  try {
    await store.append(stream, head < 0 ? 'no-stream' : BigInt(head), pair(at));
    writeSync(1, `stored ${name}-${at}\n`);
    at += 1;
  } catch (error) {
    if (!(error instanceof RevisionConflictError)) throw error;
    conflicts += 1;
  }
}
await store.close();
writeSync(1, `conflicts ${conflicts}\n`);
