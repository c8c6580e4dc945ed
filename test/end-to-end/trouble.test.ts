import { rename } from 'node:fs/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { courseId, createScene, type Scene, statusOf, wish } from './scene.ts';

/** What the queue was told of one certificate, each different answer once. */
const answersTo = ({ sandbox }: Scene, username: string): readonly string[] => [
  ...new Set(
    sandbox.lms
      .told()
      .map(({ body }) => body)
      .filter((body) => body.includes(`"${username}"`)),
  ),
];

describe('an agent in trouble', () => {
  let scene: Scene;
  afterEach(() => scene?.close());

  it('logs in again when its session is over, and loses nothing', async () => {
    scene = await createScene();
    const { sandbox } = scene;
    scene.startAgent();
    for (const username of ['ada', 'grace', 'edsger']) {
      await sandbox.lms.requestCertificate(wish(username));
      sandbox.xqueue.expireSessions();
      await scene.until(`${username} has a certificate`, () => statusOf(scene, username) === 'downloadable');
    }
    expect(answersTo(scene, 'ada')).toHaveLength(1);
  });

  it('waits while the queue is down, and goes on when it is back', async () => {
    scene = await createScene();
    const { sandbox } = scene;
    await sandbox.lms.requestCertificate(wish('ada'));
    sandbox.xqueue.setDown(true);
    const agent = scene.startAgent();
    await agent.says('trouble while connecting');
    sandbox.xqueue.setDown(false);
    await scene.quiet();
    expect(statusOf(scene, 'ada')).toBe('downloadable');
  });

  it('posts the identical answer again when the LMS did not take it, and asks for a person from the second time on', async () => {
    scene = await createScene();
    const { sandbox } = scene;
    sandbox.lms.setOutage({ kind: 'down' });
    await sandbox.lms.requestCertificate(wish('ada'));
    scene.startAgent();
    await scene.until('it was handed over three times', () => (sandbox.xqueue.items()[0]?.pulls ?? 0) >= 3);
    await scene.until('the third answer is there', () => sandbox.lms.told().length >= 11);
    sandbox.lms.setOutage(null);
    await scene.quiet();

    expect(statusOf(scene, 'ada')).toBe('downloadable');
    expect(answersTo(scene, 'ada')).toHaveLength(1);
    const { stdout } = await scene.run('show', `${courseId}/ada`, '--json');
    expect(JSON.parse(stdout)).toMatchObject({
      state: 'downloadable',
      needsIntervention: [{ because: 'redelivered-after-answer' }],
    });
    const words = await scene.run('show', `${courseId}/ada`);
    expect(words.stdout).toMatch(/^needs you +redelivered-after-answer since /m);
  });

  it('gives a slow LMS its time', async () => {
    scene = await createScene({ lmsTimeoutMs: 3_000 });
    const { sandbox } = scene;
    sandbox.lms.setOutage({ kind: 'slow', delayMs: 1_500 });
    await sandbox.lms.requestCertificate(wish('ada'));
    scene.startAgent();
    await scene.quiet();
    expect(statusOf(scene, 'ada')).toBe('downloadable');
    expect(sandbox.xqueue.items()[0]).toMatchObject({ failures: 0 });
  });

  it('says that the queue does not take the password, and goes on trying', async () => {
    scene = await createScene({ users: { agent: 'another' } });
    const agent = scene.startAgent();
    await agent.says('queue-access');
    agent.signal('SIGTERM');
    const { exitCode, stderr } = await agent.ended;
    expect(exitCode).toBe(0);
    expect(stderr).not.toContain('"sandbox"');
  });

  it('ends in error with a reason when nothing can be published, and recovers when it can', async () => {
    scene = await createScene();
    const { sandbox, installation } = scene;
    const agent = scene.startAgent();
    await agent.says('serving the queue');
    await rename(installation.webRoot, `${installation.webRoot}-away`);
    await sandbox.lms.requestCertificate(wish('ada'));
    await scene.until('the LMS knows of the error', () => statusOf(scene, 'ada') === 'error');
    expect(sandbox.lms.row({ username: 'ada', courseId })?.errorReason).toMatch(/ArtifactStoreError: .*:\d+$/s);

    await rename(`${installation.webRoot}-away`, installation.webRoot);
    await sandbox.lms.requestCertificate(wish('ada'));
    await scene.until('there is a certificate', () => statusOf(scene, 'ada') === 'downloadable');
  });
});
