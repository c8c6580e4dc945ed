import { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Listener, listen } from '../../src/sandbox/listen.ts';

/** A server that speaks xqueue's protocol, and an account on it. `base` ends with `/xqueue/`. */
export type WireUnderTest = Readonly<{
  base: string;
  queue: string;
  username: string;
  password: string;
  close: () => Promise<void>;
}>;

type Envelope = Readonly<{ return_code: number; content: unknown }>;
type Fields = Readonly<Record<string, string>>;
type Row = [title: string, method: 'GET' | 'POST', path: string, fields: Fields, status: number, answer?: unknown];

const yes = (content: unknown) => ({ return_code: 0, content });
const no = (content: unknown) => ({ return_code: 1, content });
const header = (value: unknown): string => JSON.stringify(value);
const key = '0'.repeat(32);
const callback = { lms_callback_url: 'http://127.0.0.1:9/x', lms_key: key };

/**
 * The protocol's small print, as the original server speaks it on the wire. The sandbox must not be
 * kinder than the real one, or what is tested against it is not tested.
 *
 * @param create null when there is no such server here; then the suite says that it is skipped.
 */
export const xqueueWireContract = (name: string, create: (() => Promise<WireUnderTest>) | null): void => {
  describe.skipIf(!create)(`xqueue on the wire: ${name}`, () => {
    let server: WireUnderTest;
    let cookie = '';
    let lms: Listener;
    const told: unknown[] = [];

    const call = (method: string, path: string, fields: Fields | string, headers: Fields = {}): Promise<Response> => {
      const form =
        typeof fields === 'string' ? fields : String(new URLSearchParams(fields)).replace('QUEUE', server.queue);
      const type = { 'Content-Type': 'application/x-www-form-urlencoded' };
      return method === 'GET'
        ? fetch(`${server.base}${path}?${form}`, { redirect: 'manual', headers })
        : fetch(server.base + path, { method, body: form, redirect: 'manual', headers: { ...type, ...headers } });
    };

    beforeAll(async () => {
      if (!create) return;
      const app = new Hono();
      app.post('/result', async (c) => {
        told.push(await c.req.parseBody());
        return c.text('read by nobody');
      });
      lms = await listen(app, 0);
      server = await create();
      const { username, password } = server;
      const response = await call('POST', 'login/', { username, password });
      expect(await response.json()).toEqual(yes('Logged in'));
      const cookies = response.headers.getSetCookie();
      expect(cookies.join()).toMatch(/sessionid=[^;]+;.*HttpOnly/);
      cookie = cookies.map((each) => each.split(';')[0]).join('; ');
    });
    afterAll(async () => {
      await lms?.close();
      await server?.close();
    });

    it.each<Row>([
      ['tells strangers that it lives', 'GET', 'status/', {}, 200, yes('OK')],
      ['sends a GET of the login back to itself', 'GET', 'login/', {}, 200, no('login_required')],
      [
        'refuses a wrong password',
        'POST',
        'login/',
        { username: 'u', password: 'wrong' },
        200,
        no('Incorrect login credentials'),
      ],
      ['misses a password', 'POST', 'login/', { username: 'u' }, 200, no('Insufficient login info')],
      ['stumbles over a password without a name', 'POST', 'login/', { password: 'p' }, 500],
      ['says goodbye to anybody', 'GET', 'logout/', {}, 200, yes('Goodbye')],
      ['wants a login to pull', 'GET', 'get_submission/', { queue_name: 'QUEUE' }, 302],
      ['wants a login to count', 'GET', 'get_queuelen/', { queue_name: 'QUEUE' }, 302],
      ['wants a login to answer', 'POST', 'put_result/', { xqueue_header: '{}', xqueue_body: '{}' }, 302],
      ['wants a login to submit', 'POST', 'submit/', { xqueue_header: '{}', xqueue_body: '{}' }, 302],
      ['wants the slash at the end', 'GET', 'status', {}, 301],
    ])('%s', async (_, method, path, fields, status, answer) => {
      const response = await call(method, path, fields);
      expect(response.status).toBe(status);
      if (answer) {
        expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
        expect(await response.json()).toEqual(answer);
      }
    });

    it('fails on a form beyond 2.5 MiB', async () => {
      const response = await call('POST', 'login/', { username: 'x'.repeat(2_700_000), password: 'p' });
      // Which of the two depends on the server in front of Django: behind its own, the form is read late.
      expect([400, 500]).toContain(response.status);
    });

    it('sends who is not logged in to the login, with an empty page', async () => {
      const response = await call('GET', 'get_submission/', { queue_name: 'QUEUE' });
      expect(new URL(response.headers.get('location') ?? '', server.base).pathname).toBe('/xqueue/login/');
      expect(await response.text()).toBe('');
    });

    it('does not read JSON forms', async () => {
      const response = await call('POST', 'login/', '{"username": "u", "password": "p"}', {
        'Content-Type': 'application/json',
      });
      expect(await response.json()).toEqual(no('Insufficient login info'));
    });

    it.each<Row>([
      ['counts only a queue that it knows', 'GET', 'get_queuelen/', { queue_name: 'zzz' }, 200],
      [
        'counts only a queue that is named',
        'GET',
        'get_queuelen/',
        {},
        200,
        no("'get_queuelen' must provide parameter 'queue_name'"),
      ],
      ['forbids to count by POST', 'POST', 'get_queuelen/', { queue_name: 'QUEUE' }, 403],
      [
        'knows no queue of another name',
        'GET',
        'get_submission/',
        { queue_name: 'zzz' },
        200,
        no("Queue 'zzz' not found"),
      ],
      [
        'pulls only from a queue that is named',
        'GET',
        'get_submission/',
        {},
        200,
        no("'get_submission' must provide parameter 'queue_name'"),
      ],
      ['forbids to pull by POST', 'POST', 'get_submission/', { queue_name: 'QUEUE' }, 403],
      ['takes answers by POST only', 'GET', 'put_result/', {}, 200, no("'put_result' must use HTTP POST")],
      [
        'takes no answer without its parts',
        'POST',
        'put_result/',
        { xqueue_header: '{}' },
        200,
        no('Incorrect reply format'),
      ],
      [
        'takes no answer with a broken header',
        'POST',
        'put_result/',
        { xqueue_header: '{', xqueue_body: '{}' },
        200,
        no('Incorrect reply format'),
      ],
      [
        'takes no answer with a list for a header',
        'POST',
        'put_result/',
        { xqueue_header: '[]', xqueue_body: '{}' },
        200,
        no('Incorrect reply format'),
      ],
      [
        'takes no answer without a key',
        'POST',
        'put_result/',
        { xqueue_header: header({ submission_id: 1 }), xqueue_body: '{}' },
        200,
        no('Incorrect reply format'),
      ],
      [
        'stumbles over an id that is no number',
        'POST',
        'put_result/',
        { xqueue_header: header({ submission_id: 'a', submission_key: key }), xqueue_body: '{}' },
        500,
      ],
      [
        'does not know an item that never was',
        'POST',
        'put_result/',
        { xqueue_header: header({ submission_id: 2_000_000_000, submission_key: key }), xqueue_body: '{}' },
        200,
        no('Submission does not exist'),
      ],
      [
        'reads digits as an id',
        'POST',
        'put_result/',
        { xqueue_header: header({ submission_id: '2000000000', submission_key: key }), xqueue_body: '{}' },
        200,
        no('Submission does not exist'),
      ],
      ['takes requests by POST only', 'GET', 'submit/', {}, 200, no('Queue requests should use HTTP POST')],
      [
        'takes no request with half a header',
        'POST',
        'submit/',
        { xqueue_header: header({ queue_name: 'certificates' }), xqueue_body: '{}' },
        200,
        no('Queue request has invalid format'),
      ],
      [
        'takes no request without a body',
        'POST',
        'submit/',
        { xqueue_header: header({ ...callback, queue_name: 'certificates' }) },
        200,
        no('Queue request has invalid format'),
      ],
      [
        'takes no request for an unknown queue',
        'POST',
        'submit/',
        { xqueue_header: header({ ...callback, queue_name: 'zzz' }), xqueue_body: '{}' },
        200,
        no("Queue 'zzz' not found"),
      ],
    ])('%s', async (_, method, path, fields, status, answer) => {
      const response = await call(method, path, fields, { Cookie: cookie });
      expect(response.status).toBe(status);
      if (answer) expect(await response.json()).toEqual(answer);
    });

    const pull = async (): Promise<Envelope> =>
      (await call('GET', 'get_submission/', { queue_name: 'QUEUE' }, { Cookie: cookie })).json();

    /** Answers what a pull gave, so that it never comes again. */
    const answer = async (pulled: Envelope): Promise<void> => {
      const { xqueue_header } = JSON.parse(String(pulled.content));
      const response = await call('POST', 'put_result/', { xqueue_header, xqueue_body: '{}' }, { Cookie: cookie });
      expect(await response.json()).toEqual(yes(''));
    };

    it('says that a queue is empty when all is out', async () => {
      let pulled = await pull();
      for (let left = 100; left > 0 && pulled.return_code === 0; left -= 1) {
        await answer(pulled);
        pulled = await pull();
      }
      expect(pulled).toEqual(no(`Queue '${server.queue}' is empty`));
    });

    it('counts with a number, and tells the LMS the same as text; an item that is out is not counted', async () => {
      const count = async (): Promise<unknown> =>
        (await call('GET', 'get_queuelen/', { queue_name: 'QUEUE' }, { Cookie: cookie })).json();
      const lmsHeader = { lms_callback_url: `${lms.url}/result`, lms_key: key, queue_name: server.queue };
      const request = { xqueue_header: header(lmsHeader), xqueue_body: 'anything goes' };

      expect(await (await call('POST', 'submit/', request, { Cookie: cookie })).json()).toEqual(yes('1'));
      expect(await count()).toEqual(yes(1));
      const pulled = await pull();
      const content = JSON.parse(String(pulled.content));
      expect(content).toEqual({ xqueue_header: expect.any(String), xqueue_body: 'anything goes', xqueue_files: '{}' });
      expect(JSON.parse(content.xqueue_header)).toEqual({
        submission_id: expect.any(Number),
        submission_key: expect.stringMatching(/^[0-9a-f]{32}$/),
      });
      expect(await count()).toEqual(yes(0));
      await answer(pulled);
      expect(told).toEqual([{ xqueue_header: request.xqueue_header, xqueue_body: '{}' }]);
    });
  });
};
