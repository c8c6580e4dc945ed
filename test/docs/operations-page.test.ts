import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { loadSqliteDriver } from '../../src/adapters/event-store/sqlite/driver.ts';
import { openSqliteEventStore } from '../../src/adapters/event-store/sqlite/open.ts';
import { type Lie, verifyLog } from '../../src/app/verify-log.ts';
import type { StorableEvent } from '../../src/ports/event-store.ts';
import { storeHistory } from '../app/stored-history.ts';
import { creation } from '../machines/samples.ts';

const page = readFileSync('docs/operations.md', 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'operations-page-'));
afterAll(() => rmSync(folder, { recursive: true }));

const sources = ['src', 'machines'].flatMap((root) =>
  readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(join(root, file), 'utf8')),
);

describe('what verify-log may say', () => {
  const [, section = ''] = page.split('## When `verify-log` says …');
  const rows = (section.split('| it says |')[1] ?? '').split('\n').filter((line) => line.startsWith('| `'));
  const phrases = rows
    .flatMap((row) => [...(row.split('|')[1] ?? '').matchAll(/`([^`]+)`/g)].map(([, said = '']) => said))
    // The sentences are put together of a place and a reason.
    .flatMap((said) => said.split(/stream … is (?:damaged|corrupt) at revision N:? ?|…|\d+/))
    .map((phrase) => phrase.trim().replace(/^,\s*/, ''))
    .filter((phrase) => phrase.length > 3);

  it('is in the table of the page in its own words', () => {
    expect(phrases.length).toBeGreaterThan(8);
    const text = sources
      .join('\n')
      .replaceAll(/\$\{[^}]*\}/g, ' ')
      .replaceAll(/\s+/g, ' ');
    // "its data is not JSON" is put together as well: of a column's name and the rest.
    const known = (phrase: string): boolean => text.includes(phrase) || text.includes(phrase.replace('its data ', ''));
    expect(phrases.filter((phrase) => !known(phrase))).toEqual([]);
  });
});

describe('a damaged stream', () => {
  const verified = async (path: string): Promise<readonly Lie[]> => {
    const store = await openSqliteEventStore<StorableEvent>({ path, onDamaged: () => undefined });
    const lies: Lie[] = [];
    const onLie = (lie: Lie): boolean => lies.push(lie) > 0;
    await verifyLog(store, { expected: null, onLie, onProgress: () => undefined, onLine: async () => undefined });
    await store.close();
    return lies;
  };
  const run = async (path: string, sql: string): Promise<void> => {
    const database = (await loadSqliteDriver()).open(path);
    database.exec(sql);
    database.close();
  };

  const [, recipe = ''] = /<!-- example: mend -->\s*```sql\n([\s\S]*?)```/.exec(page) ?? [];
  const storing = async (path: string, ...stored: readonly Parameters<typeof storeHistory>[1][]): Promise<void> => {
    const store = await openSqliteEventStore<StorableEvent>({ path, onDamaged: () => undefined });
    for (const stream of stored)
      await storeHistory(store, stream, stream === 'certificate-b' ? creation(2) : creation(1));
    await store.close();
  };
  /** A log, a backup of it, the damage, and what came later; then the recipe. @returns how many events streams a and b have. */
  const mended = async (name: string, { damage, later }: Readonly<{ damage: string; later: string }>) => {
    const path = join(folder, `${name}.db`);
    await storing(path, 'certificate-b', 'certificate-a');
    await run(path, 'PRAGMA wal_checkpoint(TRUNCATE)');
    copyFileSync(path, `${path}.backup`);
    await run(path, `DROP TRIGGER events_are_not_changed; DROP TRIGGER events_are_not_removed; ${damage}`);
    await storing(path, later);
    await run(path, recipe.replace('backup.db', `${path}.backup`).replace('certificate-…', 'certificate-a'));
    const store = await openSqliteEventStore<StorableEvent>({ path, onDamaged: () => undefined });
    const counts = await Promise.all(['certificate-a', later].map(async (stream) => (await store.read(stream)).length));
    await store.close();
    return { lies: await verified(path), counts };
  };

  it.each([
    ['with a changed event', `UPDATE events SET data = '{}' WHERE stream = 'certificate-a' AND revision = 2`],
    ['with an event of another name', `UPDATE events SET stream = 'x' WHERE stream = 'certificate-a' AND revision = 4`],
    ['with a missing event', `DELETE FROM events WHERE stream = 'certificate-a' AND revision = 2`],
  ])('%s is mended from a backup as the page says, and the others keep what is newer', async (name, damage) => {
    expect(await mended(name, { damage, later: 'certificate-c' })).toEqual({ lies: [], counts: [5, 5] });
  });

  it('whose place others have now stays as it is: nothing of theirs is overwritten', async () => {
    const damage = `DELETE FROM events WHERE stream = 'certificate-a' AND revision > 1`;
    const { counts } = await mended('cut', { damage, later: 'certificate-c' });
    expect(counts).toEqual([2, 5]);
  });
});
