import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { openViews, type ViewsOptions } from '../../../src/adapters/views/open.ts';
import type { Views } from '../../../src/ports/views.ts';

const parent = mkdtempSync(join(tmpdir(), 'views-'));
let folders = 0;
afterAll(() => rmSync(parent, { recursive: true, force: true }));

/** A folder where nothing is yet, which is gone after the tests. */
export const freshFolder = (): string => {
  folders += 1;
  return join(parent, String(folders));
};

/** Views that do not expect a file that cannot be used. */
export const viewsIn = (folder: string | null, options: Partial<ViewsOptions> = {}): Promise<Views> => {
  const onUnusable = (error: Error): never => {
    throw error;
  };
  return openViews({ folder, onUnusable, ...options });
};
