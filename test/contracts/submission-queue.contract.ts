import { Hono } from 'hono';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Delivery } from '../../machines/certificate.events.ts';
import { readBaseUrl } from '../../src/adapters/xqueue/base-url.ts';
import { createXqueue, type XqueueOptions } from '../../src/adapters/xqueue/xqueue.ts';
import {
  QueueAccessError,
  QueueUnavailableError,
  ReplyRefusedError,
  type Submission,
  type SubmissionQueue,
} from '../../src/ports/submission-queue.ts';
import { type Listener, listen } from '../../src/sandbox/listen.ts';
import { createSubmit, type Submit } from '../../src/sandbox/lms/submit.ts';

/** A queue's server to be tested, and how one of its items is made due again before its time. */
export type QueueUnderTest = Readonly<{
  options: XqueueOptions;
  /** Null when it cannot be done in a reasonable time. */
  redeliver: ((item: number) => Promise<void>) | null;
  close: () => Promise<void>;
}>;

/**
 * What every server that speaks xqueue's protocol must do with our adapter. The server must be able
 * to reach this machine's loopback address, where the answers are awaited. Items that wait in its
 * queue are answered with an error first: do not point it at a queue that matters.
 *
 * @param create null when there is no such server here; then the suite says that it is skipped.
 */
export const submissionQueueContract = (name: string, create: (() => Promise<QueueUnderTest>) | null): void => {
  describe.skipIf(!create)(`a submission queue: ${name}`, () => {
    let server: QueueUnderTest;
    let queue: SubmissionQueue;
    let submit: Submit;
    let lms: Listener;
    let told: string[] = [];
    let handedOver: Delivery[] = [];
    let submitted = 0;

    const request = (fields: Readonly<Record<string, unknown>> = {}): string =>
      JSON.stringify({ action: 'create', username: 'maria', course_id: 'edX/DemoX/2014', name: 'Maria', ...fields });

    const ask = async (body: string): Promise<void> => {
      submitted += 1;
      const callback = `${lms.url}/update_certificate?key=${submitted}`;
      const header = { lms_callback_url: callback, lms_key: String(submitted), queue_name: server.options.queue };
      await submit(JSON.stringify(header), body);
    };

    const pulled = async (): Promise<Submission> => {
      const submission = await queue.pull();
      if (!submission) throw new Error('the queue is empty');
      handedOver.push(submission.delivery);
      return submission;
    };

    const failed = { kind: 'failed', username: 'maria', courseId: 'edX/DemoX/2014', errorReason: 'no font' } as const;

    beforeAll(async () => {
      if (!create) return;
      const app = new Hono();
      app.post('/update_certificate', async (c) => {
        told.push(String((await c.req.parseBody())['xqueue_body']));
        return c.json({ return_code: 0 });
      });
      lms = await listen(app, 0);
      server = await create();
      queue = createXqueue(server.options);
      const { username, password, url, basicAuth } = server.options;
      submit = createSubmit({ url: readBaseUrl(url), account: { username, password }, basicAuth });
    });

    afterAll(async () => {
      await lms?.close();
      await server?.close();
    });

    beforeEach(async () => {
      for (let left = await queue.pull(); left; left = await queue.pull()) await queue.post(left.delivery, failed);
      told = [];
    });

    // What stays unanswered would come again in the middle of a later test.
    afterEach(async () => {
      for (const delivery of handedOver) {
        await queue.post(delivery, failed).catch((error: unknown) => {
          if (!(error instanceof ReplyRefusedError)) throw error;
        });
      }
      handedOver = [];
    });

    it('lets in who knows the password', async () => {
      await expect(queue.connect()).resolves.toBeUndefined();
    });

    it('keeps out who does not', async () => {
      const stranger = createXqueue({ ...server.options, password: 'wrong' });
      await expect(stranger.connect()).rejects.toThrow(QueueAccessError);
      await expect(stranger.pull()).rejects.toThrow(QueueAccessError);
    });

    it('says that a queue of that name does not exist', async () => {
      const elsewhere = createXqueue({ ...server.options, queue: 'no-such-queue' });
      await expect(elsewhere.pull()).rejects.toThrow(QueueAccessError);
    });

    it('has nothing when nobody asked', async () => {
      expect(await queue.pull()).toBeNull();
    });

    it('hands over what an LMS asked for, oldest first', async () => {
      await ask(request({ username: 'first' }));
      await ask(request({ username: 'second' }));
      const names = [await pulled(), await pulled()].map(({ request: { personal } }) => personal.username);
      expect(names).toEqual(['first', 'second']);
    });

    it('never hands over one item twice to pulls at the same time', async () => {
      await ask(request({ username: 'first' }));
      await ask(request({ username: 'second' }));
      const [one, other] = await Promise.all([pulled(), pulled()]);
      expect(one.delivery.item).not.toBe(other.delivery.item);
    });

    it('hands over a body of two million characters', async () => {
      await ask(request({ padding: 'x'.repeat(2_000_000) }));
      expect((await pulled()).request.kind).toBe('request');
    });

    it('hands over what is not JSON, and takes an answer to it', async () => {
      await ask('{"action": "create", "username": ');
      const { request: unusable, delivery } = await pulled();
      expect(unusable).toMatchObject({ kind: 'unusable', code: 'body-not-json' });
      await queue.post(delivery, { ...failed, username: null, courseId: null });
      expect(JSON.parse(told[0] ?? '')).toMatchObject({ username: '', course_id: '', error_reason: 'no font' });
    });

    it('brings the answer to the LMS in ASCII, whatever the words are', async () => {
      await ask(request({ username: 'ελένη' }));
      const { delivery } = await pulled();
      const artifacts = { downloadUuid: 'd'.repeat(32), verifyUuid: 'e'.repeat(32) };
      const subject = { action: 'create', username: 'ελένη', courseId: 'edX/DemoX/2014' };
      await queue.post(delivery, { kind: 'created', ...subject, artifacts, url: 'https://example.org/c.pdf' });
      expect(told).toHaveLength(1);
      expect(told[0]).toMatch(/^[ -~]+$/);
      expect(JSON.parse(told[0] ?? '')).toEqual({
        action: 'create',
        username: 'ελένη',
        course_id: 'edX/DemoX/2014',
        download_uuid: 'd'.repeat(32),
        verify_uuid: 'e'.repeat(32),
        url: 'https://example.org/c.pdf',
      });
    });

    it('takes the same answer a second time', async () => {
      await ask(request());
      const { delivery } = await pulled();
      await queue.post(delivery, failed);
      await queue.post(delivery, failed);
      expect(told[1]).toBe(told[0]);
    });

    it('takes no answer with a wrong key, nor to an item that it does not know', async () => {
      await ask(request());
      const { delivery } = await pulled();
      await expect(queue.post({ ...delivery, key: '0'.repeat(32) }, failed)).rejects.toThrow(ReplyRefusedError);
      await expect(queue.post({ ...delivery, item: 2_000_000_000 }, failed)).rejects.toThrow(ReplyRefusedError);
      expect(told).toEqual([]);
    });

    it('hands over again what nobody answered: the same submission with a new key, and the old key is worth nothing', async (test) => {
      const { redeliver } = server;
      if (!redeliver) return test.skip();
      await ask(request());
      const first = await pulled();
      await redeliver(first.delivery.item);
      const second = await pulled();
      expect(second.id).toBe(first.id);
      expect(second.delivery.item).toBe(first.delivery.item);
      expect(second.delivery.key).not.toBe(first.delivery.key);
      await expect(queue.post(first.delivery, failed)).rejects.toThrow(ReplyRefusedError);
      await queue.post(second.delivery, failed);
      expect(told).toHaveLength(1);
    }, 180_000);

    it('does nothing for a caller who has given up', async () => {
      await ask(request());
      await expect(queue.pull(AbortSignal.abort())).rejects.toThrow(QueueUnavailableError);
      await expect(pulled()).resolves.toMatchObject({ request: { kind: 'request' } });
    });
  });
};
