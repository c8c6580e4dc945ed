import { execFile } from 'node:child_process';
import { subscribe } from 'node:diagnostics_channel';
import { copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execPath } from 'node:process';
import { pathToFileURL } from 'node:url';
import type { Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import type { ReadAheadOptions } from '../../../../src/adapters/event-store/sqlite/store.ts';
import { EventStoreUnavailableError } from '../../../../src/ports/event-store.ts';
import { pagesOf, word } from '../../../contracts/event-store.contract.ts';
import { compiledForProcess } from './compiled.ts';
import { freshPath, meddle, openStore } from './on-disk.ts';

const thread = new URL('../../../../src/adapters/event-store/sqlite/read-ahead-thread.ts', import.meta.url);
const script = pathToFileURL(compiledForProcess(thread));

/** More than is read before a thread is started, and the last page is not full. */
const streams = 30;
const eventsEach = 401;
const filled = freshPath();
const filling = await openStore(filled);
for (let stream = 0; stream < streams; stream += 1) {
  const events = Array.from({ length: eventsEach - 1 }, (_, at) => word(`${stream}-${at + 1}`));
  await filling.append(`stream-${stream}`, 'no-stream', [word(`${stream}-0`), ...events]);
}
await filling.close();
await meddle(filled, (database) => database.prepare('PRAGMA wal_checkpoint(TRUNCATE)').all());

/** The long history, in a file of its own. */
const longHistory = (): string => {
  const path = join(filled, '..', `${Math.random()}.db`);
  copyFileSync(filled, path);
  return path;
};

const withThread = (path: string, ahead: Partial<ReadAheadOptions> = {}) => {
  const onTrouble = (error: Error): never => {
    throw error;
  };
  return openStore(path, { readAhead: { script, onTrouble, ...ahead } });
};

/** Every thread that was started. */
const threads: Worker[] = [];
subscribe('worker_threads', (message) => threads.push((message as { worker: Worker }).worker));
/** Node takes a thread's number away when it has ended. */
const running = (): number => threads.filter(({ threadId }) => threadId !== -1).length;

/** What a view sees, its data as well. */
const seen = async (store: Awaited<ReturnType<typeof openStore>>, from?: { after: string }) =>
  (await pagesOf(store, from)).flat().map(({ stream, revision, position, event, metadata }) => ({
    stream,
    revision,
    position,
    ...event.data,
    metadata,
  }));

const read = async (store: Awaited<ReturnType<typeof openStore>>, from?: { after: string }) => {
  try {
    return await seen(store, from);
  } finally {
    await store.close();
  }
};

describe('a long log that a thread reads ahead', () => {
  it.each([undefined, '1', '777'])('is the log, behind %s', async (after) => {
    const from = after ? { after } : undefined;
    const started = threads.length;
    const all = await read(await withThread(longHistory()), from);
    expect([threads.length - started, running()]).toEqual([1, 0]);
    expect(all).toHaveLength(streams * eventsEach - Number(after ?? 0));
    expect(all).toEqual(await read(await openStore(longHistory()), from));
  });

  it('may be left in the middle: the thread ends', async () => {
    const store = await withThread(longHistory());
    let events = 0;
    let during = 0;
    for await (const page of store.readPages()) {
      events += page.length;
      during = running();
      if (events > 11_000) break;
    }
    expect([during, running()]).toEqual([1, 0]);
    await store.close();
  });

  it('is over when the store is closed meanwhile', async () => {
    const store = await withThread(longHistory());
    const reading = async () => {
      let events = 0;
      for await (const page of store.readPages()) {
        events += page.length;
        if (events > 11_000) await store.close();
      }
    };
    await expect(reading()).rejects.toThrow(EventStoreUnavailableError);
    expect(running()).toBe(0);
  });

  it('may hold an event that is not text: it alone cannot be read', async () => {
    const path = longHistory();
    await meddle(path, (database) => {
      database.exec('DROP TRIGGER events_are_not_changed');
      database.exec(`UPDATE events SET data = CAST(x'7b22fe227d' AS TEXT) WHERE position = 11111`);
    });
    const store = await withThread(path);
    const all = (await pagesOf(store)).flat();
    expect(all.filter(({ position }) => position !== '11111').every(({ event }) => event.data.word.length > 2)).toBe(
      true,
    );
    expect(() => all[11_110]?.event.data).toThrow(/not UTF-8/);
    expect(all).toHaveLength(streams * eventsEach);
    await store.close();
  });

  it.each([
    ['cannot be started', null],
    ['fails at once', 'throw new Error("no driver here")'],
    ['ends without a word', 'process.exit(0)'],
  ])('is read without a thread that %s', async (_, source) => {
    const path = longHistory();
    const file = join(path, '..', `${Math.random()}.mjs`);
    if (source) writeFileSync(file, source);
    const troubles: string[] = [];
    const onTrouble = ({ message }: Error): void => void troubles.push(message);
    const all = await read(await withThread(path, { script: pathToFileURL(file), onTrouble }));
    expect(all).toHaveLength(streams * eventsEach);
    expect(troubles).toHaveLength(1);
  });

  it('may be left by the whole process in the middle', async () => {
    const process = compiledForProcess(new URL('./leaving-process.ts', import.meta.url));
    const path = longHistory();
    const leave = () =>
      new Promise<number | string | null | undefined>((resolve) => {
        execFile(execPath, [process, path, script.href], (error) => resolve(error?.code ?? error?.signal));
      });
    // By chance alone one of three would do well without the care that is taken.
    for (let time = 0; time < 8; time += 1) expect(await leave()).toBe(7);
  });

  it('is read once by each of several readers at once', async () => {
    const store = await withThread(longHistory());
    const all = await Promise.all([seen(store), seen(store), seen(store)]);
    expect(all.map(({ length }) => length)).toEqual([1, 2, 3].map(() => streams * eventsEach));
    await store.close();
  });
});
