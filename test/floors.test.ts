import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

describe('the floors of the house', () => {
  it('have no arrow back up and no circle', () => {
    const { stdout, status } = spawnSync(
      process.execPath,
      [
        'node_modules/dependency-cruiser/bin/dependency-cruise.mjs',
        'src',
        'machines',
        'projections',
        'templates',
        'test',
      ],
      { cwd: root, encoding: 'utf8' },
    );
    expect(stdout).toContain('no dependency violations found');
    expect(status).toBe(0);
  });
});
