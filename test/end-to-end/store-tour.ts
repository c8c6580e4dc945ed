import { expect } from 'vitest';
import { expectPublishedAsRecorded } from './published.ts';
import { courseId, createScene, statusOf, wish } from './scene.ts';

/**
 * An agent that keeps its history in the store at `uri` issues, regenerates and removes certificates; a second one, after
 * it, finds everything that the first has left.
 */
export const tourWithStore = async (uri: string): Promise<void> => {
  const scene = await createScene({ settings: { CERT_AGENT_STORE: uri } });
  const { sandbox } = scene;
  const learners = ['ada', 'grace', 'edsger'];
  try {
    const first = scene.startAgent();
    for (const username of learners) await sandbox.lms.requestCertificate(wish(username));
    await scene.quiet();
    expect(learners.map((username) => statusOf(scene, username))).toEqual(learners.map(() => 'downloadable'));
    first.signal('SIGTERM');
    expect(await first.ended).toMatchObject({ exitCode: 0 });

    const second = scene.startAgent();
    await sandbox.lms.regenerateCertificate(wish('ada', 'Ada Lovelace'));
    await sandbox.lms.removeCertificate({ username: 'grace', courseId });
    await scene.quiet();
    expect(statusOf(scene, 'ada')).toBe('downloadable');
    expect(statusOf(scene, 'grace')).toBe('deleted');
    await expectPublishedAsRecorded(scene);

    const listed = await scene.run('status', '--list', '--json');
    expect(listed).toMatchObject({ exitCode: 0 });
    const { stdout } = await scene.run('show', `${courseId}/ada`, '--json');
    expect(JSON.parse(stdout)).toMatchObject({ state: 'downloadable' });
    expect(await scene.run('audit')).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('del_cert') });
    second.signal('SIGTERM');
    expect(await second.ended).toMatchObject({ exitCode: 0 });
  } finally {
    await scene.close();
  }
};
