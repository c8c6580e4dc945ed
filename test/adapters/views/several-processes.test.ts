import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Seen } from '../../../projections/view.ts';
import { openSqliteEventStore } from '../../../src/adapters/event-store/sqlite/open.ts';
import type { StorableEvent } from '../../../src/ports/event-store.ts';
import { creation } from '../../machines/samples.ts';
import { observed } from '../../projections/observed.ts';
import { compiledForProcess } from '../event-store/sqlite/compiled.ts';
import { freshPath, meddle } from '../event-store/sqlite/on-disk.ts';
import { freshFolder, viewsIn } from './in-folder.ts';
import { foldedRows, storedRowsIn } from './rows.ts';

const script = compiledForProcess(new URL('./projector-process.ts', import.meta.url));
const path = freshPath();
const certificates = 6_000;
let log: Seen[];

/** A log that takes more than one transaction to read. */
beforeAll(async () => {
  mkdirSync(dirname(path), { recursive: true });
  const store = await openSqliteEventStore<StorableEvent>({ path, onDamaged: () => undefined });
  await store.close();
  log = [];
  // Every certificate goes the same way: the chart is asked once.
  const story = observed(creation(1));
  await meddle(path, (database) => {
    const insert = database.prepare(
      `INSERT INTO events (stream, revision, id, type, data, correlation, reached, time, schema, metadata)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, 1, '{}')`,
    );
    database.exec('BEGIN');
    for (let n = 0; n < certificates; n += 1) {
      for (const [at, event] of creation(n).entries()) {
        const { revision, metadata } = story[at] as Seen;
        const { reached, time } = metadata;
        const stream = `certificate-${n}`;
        const $correlationId = event.data.submission;
        const data = JSON.stringify(event.data);
        insert.run(stream, Number(revision), `${log.length}`, event.type, data, $correlationId, reached, time);
        const position = String(log.length + 1);
        log.push({ stream, revision, event, position, metadata: { ...metadata, $correlationId } });
      }
    }
    database.exec('COMMIT');
  });
});

const startProjector = (folder: string, what: 'live' | 'rebuild') => {
  const child = spawn(process.execPath, [script, path, folder, what]);
  const said = { text: '', errors: '' };
  child.stdout.on('data', (data) => {
    said.text += data;
  });
  child.stderr.on('data', (data) => {
    said.errors += data;
  });
  const ended = once(child, 'close').then(([code]) => code);
  const says = async (text: string): Promise<void> => {
    while (!said.text.includes(text)) await once(child.stdout, 'data');
  };
  return { child, said, ended, says };
};

describe('a projector that is killed', () => {
  it.each(['live', 'rebuild'] as const)('in the middle (%s) is gone on with by the next one', async (what) => {
    const folder = freshFolder();
    if (what === 'rebuild') expect(await startProjector(folder, 'live').ended).toBe(0);
    const killed = startProjector(folder, what);
    await killed.says('at 20000');
    killed.child.kill('SIGKILL');
    expect(await killed.ended).toBeNull();
    expect(killed.said.text).not.toContain('ended');

    const next = startProjector(folder, what);
    expect(await next.ended).toBe(0);
    expect(next.said.errors).toBe('');
    // What was stored was not read again.
    expect(next.said.text).not.toContain('at 20000\n');
    expect(await storedRowsIn(folder)).toEqual(foldedRows(log));
    const views = await viewsIn(folder);
    expect(await views.report()).toMatchObject({ rebuild: null, standing: { events: log.length } });
    await views.close();
  });
});

describe('several projectors on one file', () => {
  it('count everything once, when they begin at once on a new file and one rebuilds', async () => {
    const folder = freshFolder();
    const projectors = (['live', 'live', 'rebuild'] as const).map((what) => startProjector(folder, what));
    expect(await Promise.all(projectors.map(({ ended }) => ended))).toEqual([0, 0, 0]);
    expect(projectors.map(({ said }) => said.errors)).toEqual(['', '', '']);
    expect(await storedRowsIn(folder)).toEqual(foldedRows(log));
  });
});
