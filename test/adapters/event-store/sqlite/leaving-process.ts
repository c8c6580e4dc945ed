import { openSqliteEventStore } from '../../../../src/adapters/event-store/sqlite/open.ts';

/** Reads a long log with a thread, and exits in the middle: `leaving-process.js STORE THREAD-SCRIPT`. */

const [, , path = '', script = ''] = process.argv;
const fail = (error: Error): never => {
  throw error;
};
const readAhead = { script: new URL(script), onTrouble: fail };
const store = await openSqliteEventStore({ path, onDamaged: fail, readAhead });
let pages = 0;
for await (const page of store.readPages()) {
  pages += 1;
  // The thread has just begun, and is reading its first pages.
  if (page.length > 0 && pages === 41) process.exit(7);
}
