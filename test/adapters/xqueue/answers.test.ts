import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createXqueue, type XqueueOptions } from '../../../src/adapters/xqueue/xqueue.ts';
import type { LogFields } from '../../../src/ports/log.ts';
import {
  QueueAccessError,
  QueueUnavailableError,
  ReplyRefusedError,
  type SubmissionQueue,
} from '../../../src/ports/submission-queue.ts';
import { loggedIn, type RawServer, startRawServer } from './raw-server.ts';

const account = { queue: 'certificates', username: 'agent', password: 'hush-hush', basicAuth: null };
const delivery = { queue: 'certificates', item: 7, key: 'a'.repeat(32) };
const failed = { kind: 'failed', username: 'maria', courseId: 'edX/DemoX/2014', errorReason: 'no font' } as const;

let server: RawServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

const queueThat = async (
  answer: (response: ServerResponse, call: string) => void,
  options: Partial<XqueueOptions> = {},
  logIn = loggedIn,
): Promise<SubmissionQueue> => {
  server = await startRawServer(answer, logIn);
  return createXqueue({ url: server.url, identitySecret: 'secret of this test', ...account, ...options });
};

const says = (code: unknown, content: unknown) => (response: ServerResponse) =>
  void response.end(JSON.stringify({ return_code: code, content }));
const status =
  (code: number, headers: Record<string, string> = {}) =>
  (response: ServerResponse) =>
    void response.writeHead(code, headers).end('<h1>a page with maria’s name</h1>');
const handsOver = (item: unknown) => says(0, JSON.stringify(item));
const header = (fields: object) => ({ xqueue_header: JSON.stringify(fields), xqueue_body: '{}' });
const calls = () => server?.asked.map(({ call }) => call);

/** Passes the error on for a look at its words. */
const caught = async (work: Promise<unknown>): Promise<Error> => {
  const error = await work.then(
    () => new Error('nothing was thrown'),
    (thrown: Error) => thrown,
  );
  return error;
};

describe('an answer that is none', () => {
  it.each([
    ['a page', (response: ServerResponse) => void response.end('<html>')],
    ['nothing', (response: ServerResponse) => void response.end()],
    ['cut JSON', (response: ServerResponse) => void response.end('{"return_code": 0, "con')],
    [
      'a connection cut in the middle',
      (response: ServerResponse) => {
        response.writeHead(200, { 'Content-Length': '1000' });
        response.write('{"return_code": 0', () => response.destroy());
      },
    ],
    ['a connection cut at once', (response: ServerResponse) => void response.destroy()],
    ['text in another encoding', (response: ServerResponse) => void response.end(Buffer.from([0x7b, 0xff, 0x7d]))],
    ['another code', says(2, 'x')],
    ['a code as text', says('0', 'x')],
    ['content of another type', says(0, { xqueue_header: '{}' })],
    ['an unknown refusal', says(1, 'maria’s name')],
    ['500', status(500)],
    ['502', status(502)],
    ['404', status(404)],
    ['a redirect for ever', status(301, { Location: 'https://elsewhere.example.org/' })],
    ['a redirect that keeps the method', status(307, { Location: '/xqueue/get_submission/' })],
  ])('is trouble outside: %s', async (_, answer) => {
    const queue = await queueThat(answer);
    const pull = await caught(queue.pull());
    expect(pull).toBeInstanceOf(QueueUnavailableError);
    expect(pull.message).not.toContain('maria');
    expect(calls()).toEqual(['POST login/', 'GET get_submission/']);
    const post = await caught(queue.post(delivery, failed));
    expect(post).toBeInstanceOf(QueueUnavailableError);
  });

  it('may be too long, also when it was compressed', async () => {
    const long = JSON.stringify({ return_code: 0, content: 'x'.repeat(200_000) });
    const options = { answerBytesMax: 100_000 };
    const plain = await queueThat((response) => void response.end(long), options);
    expect(await caught(plain.pull())).toBeInstanceOf(QueueUnavailableError);
    await server?.close();
    const packed = gzipSync(long);
    expect(packed.length).toBeLessThan(1_000);
    const squeezed = await queueThat((response) => {
      response.setHeader('Content-Encoding', 'gzip');
      response.end(packed);
    }, options);
    expect((await caught(squeezed.pull())).message).toContain('100000');
  });

  it('may never come: each call has its own limit', async () => {
    const queue = await queueThat(() => {}, { pullTimeoutMs: 30, postTimeoutMs: 40 });
    expect((await caught(queue.pull())).message).toContain('30 ms');
    expect((await caught(queue.post(delivery, failed))).message).toContain('40 ms');
  });

  it('may drip for ever: the limit is for the whole of it', async () => {
    const queue = await queueThat(
      (response) => {
        const drip = setInterval(() => response.write(' '), 5);
        response.on('close', () => clearInterval(drip));
      },
      { pullTimeoutMs: 60 },
    );
    expect((await caught(queue.pull())).message).toContain('60 ms');
  });

  it('is not awaited any longer when the caller gives up', async () => {
    const controller = new AbortController();
    const queue = await queueThat(() => controller.abort(), { pullTimeoutMs: 60_000 });
    const error = await caught(queue.pull(controller.signal));
    expect(error).toBeInstanceOf(QueueUnavailableError);
    expect(error.message).toContain('given up');
  });

  it('comes from nobody when nothing listens there', async () => {
    const queue = await queueThat(() => {});
    await server?.close();
    const error = await caught(queue.connect());
    expect(error).toBeInstanceOf(QueueUnavailableError);
    expect(error.message).toContain('ECONNREFUSED');
  });

  it('gives away neither password nor cookie nor answer, all the way down its causes', async () => {
    const queue = await queueThat((response) => void response.destroy(), {
      basicAuth: { username: 'p', password: 'gate' },
    });
    const error = await caught(queue.post(delivery, failed));
    const basic = Buffer.from('p:gate').toString('base64');
    const cause = error.cause as Error;
    expect(cause).toBeInstanceOf(Error);
    expect(Object.keys(cause)).toEqual([]);
    for (const word of ['hush-hush', basic, 's1', 'maria'])
      expect(`${error.message}${cause.message}`).not.toContain(word);
  });
});

describe('the login', () => {
  it.each([
    ['a wrong password', says(1, 'Incorrect login credentials'), QueueAccessError],
    ['no password', says(1, 'Insufficient login info'), QueueAccessError],
    ['a proxy that wants basic auth', status(401), QueueAccessError],
    ['a proxy that forbids', status(403), QueueAccessError],
    ['a failing server', status(500), QueueUnavailableError],
    ['an unknown refusal', says(1, 'who knows'), QueueUnavailableError],
    ['a redirect', status(302, { Location: '/elsewhere' }), QueueUnavailableError],
    ['a page', status(200), QueueUnavailableError],
  ])('fails with %s, and is tried again at the next call only', async (_, logIn, ErrorClass) => {
    const queue = await queueThat(() => {}, {}, logIn);
    expect(await caught(queue.connect())).toBeInstanceOf(ErrorClass);
    expect(calls()).toEqual(['POST login/']);
    expect(await caught(queue.pull())).toBeInstanceOf(ErrorClass);
    expect(calls()).toEqual(['POST login/', 'POST login/']);
  });

  it.each([
    ['a redirect', status(302, { Location: '/xqueue/login/?next=/' })],
    ['a word', says(1, 'login_required')],
  ])('is repeated once when the session is gone, said by %s, and never endlessly', async (_, answer) => {
    const queue = await queueThat(answer);
    expect(await caught(queue.pull())).toBeInstanceOf(QueueAccessError);
    const once = ['POST login/', 'GET get_submission/'];
    expect(calls()).toEqual([...once, ...once]);
  });

  it('is shared by calls at the same time', async () => {
    const queue = await queueThat((response, call) =>
      call === 'POST put_result/' ? says(0, '')(response) : says(1, "Queue 'certificates' is empty")(response),
    );
    await Promise.all([queue.pull(), queue.pull(), queue.post(delivery, failed)]);
    expect(calls()?.filter((call) => call === 'POST login/')).toHaveLength(1);
  });

  it('has a limit, and a caller who gives up does not spoil it for the others', async () => {
    const controller = new AbortController();
    const waiting: ServerResponse[] = [];
    const empty = says(1, "Queue 'certificates' is empty");
    const queue = await queueThat(empty, {}, (response) => {
      waiting.push(response);
      controller.abort();
    });
    const impatient = caught(queue.connect(controller.signal));
    const patient = queue.pull();
    expect(await impatient).toBeInstanceOf(QueueUnavailableError);
    for (const response of waiting) loggedIn(response);
    expect(await patient).toBeNull();

    await server?.close();
    const hanging = await queueThat(empty, { loginTimeoutMs: 30 }, () => {});
    expect((await caught(hanging.connect())).message).toContain('30 ms');
  });

  it('sends basic auth only when it is set', async () => {
    const empty = says(1, "Queue 'certificates' is empty");
    await (await queueThat(empty)).pull();
    expect(server?.asked.every(({ headers }) => headers.authorization === undefined)).toBe(true);
    await server?.close();
    await (await queueThat(empty, { basicAuth: { username: 'p', password: 'gate' } })).pull();
    expect(server?.asked.map(({ headers }) => headers.authorization)).toEqual(Array(2).fill('Basic cDpnYXRl'));
  });
});

describe('an item', () => {
  it.each([
    ['nothing readable', 'nonsense'],
    ['no header', { xqueue_body: '{}' }],
    ['a header that is not text', { xqueue_header: { submission_id: 1 }, xqueue_body: '{}' }],
    ['no id', header({ submission_key: 'k' })],
    [
      'an id beyond what a number can hold',
      { ...header({}), xqueue_header: '{"submission_id": 9007199254740993, "submission_key": "k"}' },
    ],
    ['an id of zero', header({ submission_id: 0, submission_key: 'k' })],
    ['an id as text', header({ submission_id: '7', submission_key: 'k' })],
    ['no key', header({ submission_id: 7 })],
    ['a key that is no word', header({ submission_id: 7, submission_key: 'a b' })],
  ])('with %s cannot be answered, which is told without its content', async (_, item) => {
    const lines: [string, LogFields | undefined][] = [];
    const note = (message: string, fields?: LogFields): void => void lines.push([message, fields]);
    const log = { debug: () => {}, info: () => {}, warn: note, error: note };
    const queue = await queueThat(handsOver(item), { log });
    expect(await caught(queue.pull())).toBeInstanceOf(QueueUnavailableError);
    expect(lines).toEqual([[expect.stringContaining('cannot be answered'), { queue: 'certificates' }]]);
  });

  it('without a body is unusable, and can be answered', async () => {
    const queue = await queueThat(handsOver({ xqueue_header: '{"submission_id": 7, "submission_key": "k"}' }));
    expect(await queue.pull()).toMatchObject({
      delivery: { queue: 'certificates', item: 7, key: 'k' },
      request: { kind: 'unusable', code: 'body-not-json' },
    });
  });

  it('is another submission when the queue counts anew, or somewhere else, or under another secret', async () => {
    const bodies = ['{"a": 1}', '{"a": 1}', '{"a": 2}'];
    const answer = (response: ServerResponse) => {
      const item = {
        xqueue_header: '{"submission_id": 7, "submission_key": "k"}',
        xqueue_body: bodies.shift() ?? '{"a": 1}',
      };
      handsOver(item)(response);
    };
    const queue = await queueThat(answer);
    const ids = [await queue.pull(), await queue.pull(), await queue.pull()].map((submission) => submission?.id);
    expect(ids[0]).toMatch(/^[0-9a-f]{32}$/);
    expect(ids[1]).toBe(ids[0]);
    expect(ids[2]).not.toBe(ids[0]);
    const url = server?.url ?? '';
    const elsewhere = createXqueue({ ...account, queue: 'other', url, identitySecret: 'secret of this test' });
    const otherSecret = createXqueue({ ...account, url, identitySecret: 'another secret' });
    expect((await elsewhere.pull())?.id).not.toBe(ids[0]);
    expect((await otherSecret.pull())?.id).not.toBe(ids[0]);
  });
});

describe('pulls at the same time', () => {
  it('wait for each other, since the server’s own pull is not atomic', async () => {
    let open = 0;
    let openMost = 0;
    const queue = await queueThat((response) => {
      open += 1;
      openMost = Math.max(openMost, open);
      setImmediate(() => {
        open -= 1;
        says(1, "Queue 'certificates' is empty")(response);
      });
    });
    await Promise.all([queue.pull(), queue.pull(), queue.pull()]);
    expect(calls()).toHaveLength(4);
    expect(openMost).toBe(1);
  });

  it('are not stopped by one that failed', async () => {
    const answers = [status(500), says(1, "Queue 'certificates' is empty")];
    const queue = await queueThat((response) => answers.shift()?.(response));
    const [first, second] = await Promise.allSettled([queue.pull(), queue.pull()]);
    expect(first).toMatchObject({ status: 'rejected' });
    expect(second).toEqual({ status: 'fulfilled', value: null });
  });
});

describe('an answer to an item', () => {
  it.each(['Incorrect key for submission', 'Submission does not exist'])('is refused for good: %s', async (content) => {
    const queue = await queueThat(says(1, content));
    expect(await caught(queue.post(delivery, failed))).toBeInstanceOf(ReplyRefusedError);
  });

  it('may have come or not when the queue does not understand it', async () => {
    const queue = await queueThat(says(1, 'Incorrect reply format'));
    expect(await caught(queue.post(delivery, failed))).toBeInstanceOf(QueueUnavailableError);
  });

  it('that somebody else was handed since makes the next pull give way for a while', async () => {
    const answers = [
      ...Array.from({ length: 4 }, () => says(1, 'Incorrect key for submission')),
      says(1, "Queue 'certificates' is empty"),
    ];
    // Chance alone would make a few of these waits too short to be seen.
    const chance = vi.spyOn(Math, 'random').mockReturnValue(0.9);
    const queue = await queueThat((response) => answers.shift()?.(response));
    for (let time = 0; time < 4; time += 1) await caught(queue.post(delivery, failed));
    chance.mockRestore();
    const collided = performance.now();
    await queue.pull();
    // The fourth in a row: nine tenths of 400 ms.
    expect(performance.now() - collided).toBeGreaterThan(300);
  });
});
