import { spawnSync } from 'node:child_process';
import { closeSync, existsSync, openSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createScene, type Scene, statusOf, wish } from './scene.ts';

let scene: Scene;
beforeAll(async () => {
  scene = await createScene();
});
afterAll(() => scene?.close());

describe('a running agent', () => {
  it('goes on when whoever reads its log has died', async () => {
    const { child, ended, says } = scene.installation.start(['run'], scene.settings);
    await says('serving the queue');
    child.stderr?.destroy();
    await scene.sandbox.lms.requestCertificate(wish('ada'));
    await scene.until('the first is there', () => statusOf(scene, 'ada') === 'downloadable');
    await scene.sandbox.lms.requestCertificate(wish('grace'));
    await scene.until('the second is there', () => statusOf(scene, 'grace') === 'downloadable');
    child.kill('SIGTERM');
    expect((await ended).exitCode).toBe(0);
  });
});

describe('a command', () => {
  it.skipIf(!existsSync('/dev/full'))('says why when its output cannot be written', () => {
    const full = openSync('/dev/full', 'w');
    const command = ['dist/src/cli/main.js', 'machine', 'list'];
    const { status, stderr } = spawnSync(process.execPath, command, {
      stdio: ['ignore', full, 'pipe'],
      encoding: 'utf8',
    });
    closeSync(full);
    expect(stderr).toBe('what this command found cannot be written where it should: ENOSPC\n');
    expect(status).toBe(1);
  });
});
