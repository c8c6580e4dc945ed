import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { expectOneOutcomeEach } from './outcomes.ts';
import { expectPublishedAsRecorded } from './published.ts';
import { createScene, type Scene, statusOf, wish } from './scene.ts';

const learners = (count: number): readonly string[] => Array.from({ length: count }, (_, at) => `learner-${at}`);

describe('agents as processes', () => {
  let scene: Scene;
  afterEach(() => scene?.close());

  it('lose nothing and repeat nothing when they are killed again and again', { timeout: 120_000 }, async () => {
    scene = await createScene();
    const { sandbox } = scene;
    const usernames = learners(24);
    for (const username of usernames) await sandbox.lms.requestCertificate(wish(username));

    let kills = 0;
    for (const retired of [2, 6, 9, 13, 16, 20]) {
      const agent = scene.startAgent({ CERT_AGENT_CONCURRENCY: '4' });
      const isFarEnough = () => sandbox.xqueue.items().filter((item) => item.retired).length >= retired;
      await scene.until(`${retired} items are done`, isFarEnough);
      agent.signal('SIGKILL');
      await agent.ended;
      kills += 1;
    }
    scene.startAgent();
    await scene.quiet();

    expect(kills).toBe(6);
    for (const username of usernames) expect(statusOf(scene, username)).toBe('downloadable');
    expectOneOutcomeEach(scene);
    await expectPublishedAsRecorded(scene);
  });

  it.each([2, 4])(
    'share a queue and a history, %i at a time, without two sets of files for anybody',
    async (agents) => {
      scene = await createScene({ redeliveryDelayMs: 50 });
      const { sandbox } = scene;
      const usernames = learners(24);
      for (const username of usernames) await sandbox.lms.requestCertificate(wish(username));
      for (let started = 0; started < agents; started += 1) scene.startAgent();
      await scene.quiet();

      for (const username of usernames) expect(statusOf(scene, username)).toBe('downloadable');
      expectOneOutcomeEach(scene);
      await expectPublishedAsRecorded(scene);
    },
  );

  it('finish what is in work when asked to end, and leave nothing to do', async () => {
    scene = await createScene();
    const { sandbox } = scene;
    for (const username of learners(12)) await sandbox.lms.requestCertificate(wish(username));
    const agent = scene.startAgent();
    await scene.until('something is in work', () => sandbox.xqueue.items().some(({ pulls }) => pulls > 0));
    agent.signal('SIGTERM');
    const { exitCode, stderr } = await agent.ended;

    expect(exitCode).toBe(0);
    expect(stderr).toContain('the agent has ended');
    const taken = sandbox.xqueue.items().filter(({ pulls }) => pulls > 0);
    expect(taken.filter(({ retired }) => !retired)).toEqual([]);
    expect(taken.length).toBeLessThan(12);
  });

  it('end at once when they are asked a second time, and the next one finishes', async () => {
    scene = await createScene();
    const { sandbox } = scene;
    // An answer that waits for the LMS keeps the first request to end waiting.
    sandbox.lms.setOutage({ kind: 'slow', delayMs: 4_000 });
    await sandbox.lms.requestCertificate(wish('ada'));
    const agent = scene.startAgent();
    await scene.until('the LMS is being told', () => sandbox.lms.told().length > 0);
    agent.signal('SIGTERM');
    await agent.says('asked to end');
    await wait(50);
    agent.signal('SIGTERM');
    expect((await agent.ended).exitCode).toBe(143);

    sandbox.lms.setOutage(null);
    scene.startAgent();
    await scene.quiet();
    expect(statusOf(scene, 'ada')).toBe('downloadable');
    expectOneOutcomeEach(scene);
  });
});
