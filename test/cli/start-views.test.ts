import { closeSync, fstatSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { createMemoryEventStore } from '../../src/adapters/event-store/memory.ts';
import { loadSqliteDriver } from '../../src/adapters/event-store/sqlite/driver.ts';
import { fileNameOf } from '../../src/adapters/views/generations.ts';
import { openNewViews, openViews } from '../../src/adapters/views/open.ts';
import { createHistory } from '../../src/app/history.ts';
import type { History } from '../../src/cli/opened.ts';
import { startViews } from '../../src/cli/start-views.ts';
import type { StorableEvent } from '../../src/ports/event-store.ts';
import { freshFolder, viewsIn } from '../adapters/views/in-folder.ts';
import { storeHistory } from '../app/stored-history.ts';
import { creation } from '../machines/samples.ts';

const waitMs = 15_000;
const pageBytes = 4_096;

/** A history whose views are in a new folder, and what the log hears of them. */
const running = () => {
  const stored = createMemoryEventStore<StorableEvent>();
  const folder = freshFolder();
  const warnings: string[] = [];
  const warn = (message: string): void => void warnings.push(message);
  const onUnusable = ({ message }: Error): void => warn(message);
  const history: History = {
    stored,
    store: createHistory(stored),
    onDamaged: ({ message }) => warn(message),
    damaged: new Set(),
    log: { debug: () => undefined, info: () => undefined, warn, error: warn },
    views: {
      open: () => openViews({ folder, onUnusable }),
      openNew: () => openNewViews({ folder, onUnusable }),
    },
    installationSecret: Buffer.alloc(32),
    close: async () => undefined,
  };
  return { history, stored, folder, warnings };
};

const countIn = async (folder: string): Promise<Readonly<Record<string, number>>> => {
  const views = await viewsIn(folder);
  try {
    return await views.countByState({});
  } finally {
    await views.close();
  }
};

/** Overwrites all but the file's first page, after a writer has made everybody else forget what they had read. */
const overwrite = async (path: string): Promise<void> => {
  const other = (await loadSqliteDriver()).open(path);
  other.exec('UPDATE views SET built_at = built_at');
  other.prepare('PRAGMA wal_checkpoint(TRUNCATE)').all();
  const file = openSync(path, 'r+');
  writeSync(file, Buffer.alloc(fstatSync(file).size - pageBytes, 0xee), 0, undefined, pageBytes);
  closeSync(file);
  other.close();
};

describe('the views of an agent that runs', () => {
  it('are made anew beside a file that is damaged meanwhile, and the agent goes on', async () => {
    const { history, stored, folder, warnings } = running();
    await storeHistory(stored, 'certificate-a', creation(1));
    const views = startViews(history);
    try {
      await vi.waitFor(async () => expect(await countIn(folder)).toEqual({ downloadable: 1 }), waitMs);
      await overwrite(join(folder, fileNameOf(1)));
      await storeHistory(stored, 'certificate-b', creation(2));
      await vi.waitFor(async () => expect(await countIn(folder)).toEqual({ downloadable: 2 }), waitMs);
      expect(warnings.join('\n')).toMatch(/views are behind, and are tried again: .*damaged/);
    } finally {
      await views.stop();
    }
  });
});
