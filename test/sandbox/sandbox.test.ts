import { afterEach, describe, expect, it } from 'vitest';
import { createXqueue } from '../../src/adapters/xqueue/xqueue.ts';
import { ReplyRefusedError, type Submission, type SubmissionQueue } from '../../src/ports/submission-queue.ts';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../src/sandbox/start-sandbox.ts';

const subject = { username: 'maria', courseId: 'course-v1:edX+DemoX+2014' };
const wish = { ...subject, name: 'Maria López' };
const artifacts = { downloadUuid: 'd'.repeat(32), verifyUuid: 'e'.repeat(32) };
const created = { kind: 'created', action: 'create', ...subject, artifacts, url: 'https://example.org/c.pdf' } as const;
const failed = { kind: 'failed', ...subject, errorReason: 'no font' } as const;

let sandbox: Sandbox;
let queue: SubmissionQueue;
afterEach(() => sandbox.close());

const open = async (options: SandboxOptions = {}): Promise<void> => {
  sandbox = await startSandbox(options);
  const { url } = sandbox;
  const account = { username: 'agent', password: 'sandbox', basicAuth: null };
  queue = createXqueue({ url, queue: sandbox.queue, ...account, identitySecret: 'secret of this test' });
};

const pulled = async (): Promise<Submission> => {
  const submission = await queue.pull();
  if (!submission) throw new Error('the queue is empty');
  return submission;
};

describe('a certificate in the sandbox', () => {
  it('is requested, made and believed', async () => {
    await open();
    await sandbox.lms.requestCertificate(wish);
    expect(sandbox.lms.row(subject)).toMatchObject({ status: 'generating' });
    const { delivery, request } = await pulled();
    expect(request).toMatchObject({
      command: 'add_cert',
      courseId: subject.courseId,
      template: 'certificate-template-edX-DemoX.pdf',
      personal: { username: 'maria', name: 'Maria López', grade: 'Pass' },
    });
    await queue.post(delivery, created);
    expect(sandbox.lms.row(subject)).toMatchObject({ status: 'downloadable', downloadUrl: created.url });
    expect(sandbox.lms.told()).toMatchObject([{ path: 'update_certificate', status: 200, answer: { return_code: 0 } }]);
    expect(await queue.pull()).toBeNull();
  });

  it('is regenerated and removed with the words of 2012', async () => {
    await open();
    await sandbox.lms.requestCertificate(wish);
    await queue.post((await pulled()).delivery, created);

    await sandbox.lms.regenerateCertificate(wish);
    expect(sandbox.lms.row(subject)?.status).toBe('regenerating');
    const regeneration = await pulled();
    expect(regeneration.request).toMatchObject({ command: 'regen_cert', remove: artifacts });
    await queue.post(regeneration.delivery, { ...created, action: 'regen' });
    expect(sandbox.lms.row(subject)?.status).toBe('downloadable');

    await sandbox.lms.removeCertificate(subject);
    const removal = await pulled();
    expect(removal.request).toMatchObject({ command: 'del_cert', remove: artifacts });
    await queue.post(removal.delivery, { kind: 'removed', action: 'remove', ...subject });
    expect(sandbox.lms.row(subject)?.status).toBe('deleted');
    await expect(sandbox.lms.removeCertificate(subject)).rejects.toThrow('not from deleted');
  });

  it('cannot be deleted in the way of 2012, which names no course', async () => {
    await open();
    await sandbox.lms.requestCertificate(wish);
    await queue.post((await pulled()).delivery, created);
    await sandbox.lms.removeCertificate(subject, 'delete');
    expect((await pulled()).request).toMatchObject({ kind: 'unusable', code: 'field-missing', courseId: null });
  });

  it('may be a sample for a course team', async () => {
    await open();
    const uuid = await sandbox.lms.requestExample({ courseId: subject.courseId, name: 'John Doë' });
    const { delivery } = await pulled();
    await queue.post(delivery, { ...created, username: uuid });
    expect(sandbox.lms.examples()).toMatchObject([{ uuid, status: 'success', downloadUrl: created.url }]);
  });

  it('that was asked for again makes the older request void', async () => {
    await open();
    await sandbox.lms.requestCertificate(wish);
    const { delivery } = await pulled();
    await sandbox.lms.requestCertificate(wish);
    await queue.post(delivery, created);
    expect(sandbox.lms.told()).toMatchObject([{ answer: { content: 'unable to lookup key' } }]);
    expect(sandbox.lms.row(subject)?.status).toBe('generating');
    await queue.post((await pulled()).delivery, created);
    expect(sandbox.lms.row(subject)?.status).toBe('downloadable');
  });

  it('stays an error when the queue cannot be reached', async () => {
    await open();
    sandbox.xqueue.setDown(true);
    await expect(sandbox.lms.requestCertificate(wish)).rejects.toThrow('502');
    expect(sandbox.lms.row(subject)).toMatchObject({ status: 'error', errorReason: expect.stringContaining('502') });
  });
});

describe('the sandbox’s queue', () => {
  it('hands over again what was not answered in time, with a key that makes the old one void', async () => {
    await open({ redeliveryDelayMs: 0 });
    await sandbox.lms.requestCertificate(wish);
    const first = await pulled();
    const second = await pulled();
    expect(second.id).toBe(first.id);
    await expect(queue.post(first.delivery, created)).rejects.toThrow(ReplyRefusedError);
    await queue.post(second.delivery, created);
    expect(await queue.pull()).toBeNull();
  });

  it('retires older requests of the same callback only', async () => {
    await open();
    await sandbox.lms.requestCertificate(wish);
    await queue.post((await pulled()).delivery, failed);
    await sandbox.lms.regenerateCertificate(wish);
    sandbox.xqueue.redeliver(1);
    await sandbox.lms.submitRaw('{}');
    expect(sandbox.xqueue.items().map(({ retired }) => retired)).toEqual([false, false, false]);
    await queue.post((await pulled()).delivery, failed);
    await sandbox.lms.regenerateCertificate(wish);
    expect(sandbox.xqueue.items().map(({ retired }) => retired)).toEqual([true, true, false, false]);
  });

  it('says yes whatever the LMS said, calls it five times, and gives up after the fourth answer', async () => {
    await open({ redeliveryDelayMs: 0 });
    await sandbox.lms.requestCertificate(wish);
    sandbox.lms.setOutage({ kind: 'down' });
    for (let answers = 1; answers <= 4; answers += 1) {
      await queue.post((await pulled()).delivery, created);
      expect(sandbox.lms.told()).toHaveLength(5 * answers);
      expect(sandbox.xqueue.items()).toMatchObject([{ failures: answers, retired: answers === 4 }]);
    }
    expect(await queue.pull()).toBeNull();
    expect(sandbox.lms.row(subject)?.status).toBe('generating');
  });

  it('passes on an answer to a retired item, and brings the item back when that fails', async () => {
    await open();
    await sandbox.lms.requestCertificate(wish);
    const { delivery } = await pulled();
    await queue.post(delivery, created);
    expect(sandbox.xqueue.items()).toMatchObject([{ retired: true }]);
    sandbox.lms.setOutage({ kind: 'down' });
    await queue.post(delivery, created);
    expect(sandbox.xqueue.items()).toMatchObject([{ retired: false, failures: 1 }]);
  });

  it('does not learn that an LMS which is too slow took the result', async () => {
    await open({ lmsTimeoutMs: 20, redeliveryDelayMs: 0 });
    await sandbox.lms.requestCertificate(wish);
    sandbox.lms.setOutage({ kind: 'slow', delayMs: 60_000 });
    await queue.post((await pulled()).delivery, created);
    expect(sandbox.lms.row(subject)?.status).toBe('downloadable');
    expect(sandbox.xqueue.items()).toMatchObject([{ failures: 1, retired: false }]);
    sandbox.lms.setOutage(null);
    await queue.post((await pulled()).delivery, created);
    expect(sandbox.lms.told().at(-1)).toMatchObject({ status: 200, answer: { content: 'invalid cert status' } });
    expect(sandbox.xqueue.items()).toMatchObject([{ retired: true }]);
  });

  it('may forget its sessions between a pull and the answer: one more login, and the answer arrives', async () => {
    await open();
    await sandbox.lms.requestCertificate(wish);
    const { delivery } = await pulled();
    const logins = sandbox.xqueue.logins();
    sandbox.xqueue.expireSessions();
    await queue.post(delivery, created);
    expect(sandbox.xqueue.logins()).toBe(logins + 1);
    expect(sandbox.lms.row(subject)?.status).toBe('downloadable');
    sandbox.xqueue.expireSessions();
    expect(await queue.pull()).toBeNull();
  });
});

describe('the sandbox', () => {
  it('refuses a port that is taken, and leaves nothing open', async () => {
    await open();
    const port = Number(new URL(sandbox.url).port);
    await expect(startSandbox({ port })).rejects.toThrow('EADDRINUSE');
  });

  it('asks for basic auth when it plays the proxy, too', async () => {
    await open({ basicAuth: { username: 'proxy', password: 'gate' } });
    expect((await fetch(`${sandbox.url}/xqueue/status/`)).status).toBe(401);
    await sandbox.lms.requestCertificate(wish);
    expect(sandbox.xqueue.items()).toHaveLength(1);
  });
});
