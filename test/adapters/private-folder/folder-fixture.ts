import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { openPrivateFolder, type PrivateFolder } from '../../../src/adapters/private-folder/private-folder.ts';
import { renderProblems } from '../../../src/config/settings-problem.ts';

/** An operator's private folder on disk. */
export type FolderFixture = Readonly<{
  path: string;
  write: (place: string, content: string | Uint8Array) => void;
  remove: () => void;
}>;

export const createFolderFixture = (): FolderFixture => {
  const path = mkdtempSync(join(tmpdir(), 'private-'));
  return {
    path,
    write: (place, content) => {
      const file = join(path, place);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, content);
    },
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
};

export type Opened = PrivateFolder & Readonly<{ problems: string[]; reads: { count: number } }>;

/** The folder, opened, with what it tells. */
export const opened = async (path: string | null): Promise<Opened> => {
  const problems: string[] = [];
  const reads = { count: 0 };
  const folder = await openPrivateFolder(path, {
    onRead: () => {
      reads.count += 1;
    },
    onProblems: (found) => void problems.push(renderProblems(found)),
  });
  if ('problems' in folder) throw new Error(renderProblems(folder.problems));
  return { ...folder, problems, reads };
};

/** A layout with one block, in as few words as possible. */
export const smallLayout = (change: object = {}): string =>
  JSON.stringify({
    page: 'A4 landscape',
    blocks: [
      {
        role: 'name',
        text: '{name}',
        box: { left: '20mm', top: '20mm', width: '150mm', height: '20mm' },
        sizes: '24pt',
      },
    ],
    ...change,
  });
