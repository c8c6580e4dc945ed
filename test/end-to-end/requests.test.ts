import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { storedRequests } from '../adapters/xqueue/stored-requests.ts';
import { createScene, type Scene } from './scene.ts';

/** What the LMS had asked for before it was answered, when that was not a new certificate. */
const askedFor: Readonly<Record<string, 'regenerating' | 'deleting'>> = {
  '38-regen': 'regenerating',
  '39-remove': 'deleting',
};
/** Their answer names no certificate that the LMS could find. */
const unmatched = ['40-delete-2012', '44-bad-json', '46-empty-object', '48-no-course-id', '50-bad-course-key'];

const requests = storedRequests();

describe('requests as LMSs have sent them', () => {
  let scene: Scene;

  beforeAll(async () => {
    scene = await createScene();
    for (const { name, body } of requests) {
      const subject = subjectOf(body);
      const status = askedFor[name] ?? 'generating';
      // The LMS asked again meanwhile: it does not know this request's key any more.
      const isStale = name === '60-stale-key';
      await scene.sandbox.lms.submitRaw(body, subject && !isStale ? { ...subject, status } : undefined);
    }
    scene.startAgent();
    await scene.quiet();
  });
  afterAll(() => scene?.close());

  it.each(requests)('$name: $why', ({ name, body, reply, lmsStatus }) => {
    const subject = subjectOf(body);
    const row = subject && scene.sandbox.lms.row(subject);
    const item = scene.sandbox.xqueue.items().find((each) => each.body === body);
    expect(item?.retired).toBe(true);
    const answer = JSON.parse(item?.reply ?? '{}');
    expect('error' in answer).toBe(reply === 'error' || row?.status === 'error');

    if (name === '60-stale-key') return expect(toldAbout(scene, 'u_60')).toContain('unable to lookup key');
    if (unmatched.includes(name)) return expect(row?.status ?? 'generating').toBe('generating');
    if (reply === 'success or error') return expect(['downloadable', 'error']).toContain(row?.status);

    expect(row?.status).toBe(lmsStatus);
    if (lmsStatus === 'error') expect(row?.errorReason).toMatch(/^\(.*\) \w+: .+: [a-z-]+\.ts:\d+$/s);
  });

  it('leaves no certificate half done, and none without an answer', async () => {
    const { stdout, exitCode } = await scene.run('status', '--json');
    expect(exitCode).toBe(0);
    const { counts } = JSON.parse(stdout);
    expect(Object.keys(counts).filter((state) => state.endsWith('ing'))).toEqual([]);
    expect(counts).toMatchObject({
      downloadable: expect.any(Number),
      deleted: expect.any(Number),
      error: expect.any(Number),
    });
  });
});

const subjectOf = (body: string) => {
  try {
    const { username, course_id: courseId } = JSON.parse(body);
    return typeof username === 'string' && typeof courseId === 'string' ? { username, courseId } : undefined;
  } catch {
    return undefined;
  }
};

const toldAbout = ({ sandbox }: Scene, username: string): string =>
  JSON.stringify(
    sandbox.lms
      .told()
      .filter(({ body }) => body.includes(`"${username}"`))
      .map(({ answer }) => answer),
  );
