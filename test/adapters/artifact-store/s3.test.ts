import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createS3Store, type S3Store, type S3StoreOptions } from '../../../src/adapters/artifact-store/s3/s3-store.ts';
import { ArtifactStoreError } from '../../../src/ports/artifact-store.ts';
import { type Fault, type FaultServer, startFaultServer } from './fault-server.ts';

const key = `downloads/${'a'.repeat(32)}/Certificate.pdf`;
const file = { key, body: Buffer.from('certificate'), contentType: 'application/pdf' };

let server: FaultServer;
let store: S3Store;

const open = (options: Partial<S3StoreOptions> = {}): S3Store => {
  store?.close();
  store = createS3Store({
    bucket: 'certs',
    endpoint: server.endpoint,
    credentials: { accessKeyId: 'TestKeyId', secretAccessKey: 'TestSecret', sessionToken: 'TestToken' },
    budgetMs: 10_000,
    attemptTimeoutMs: 2_000,
    ...options,
  });
  return store;
};

/** A store that gives up soon: for faults that never end. */
const impatient = (): S3Store => open({ budgetMs: 600, attemptTimeoutMs: 200 });

const once =
  (fault: Fault) =>
  ({ number }: { number: number }): Fault | null =>
    number === 1 ? fault : null;
const always = (fault: Fault) => (): Fault => fault;
const on =
  (method: string, fault: Fault) =>
  (request: { method: string }): Fault | null =>
    request.method === method ? fault : null;

const failure = async (work: Promise<unknown>): Promise<ArtifactStoreError> => {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof ArtifactStoreError)) throw new Error('expected trouble with a name', { cause: error });
  return error;
};

const methods = (): readonly string[] => server.requests.map(({ method }) => method);

const listed = async (): Promise<readonly string[]> => {
  const keys: string[] = [];
  for await (const { key } of store.list('downloads/')) keys.push(key);
  return keys;
};

beforeEach(async () => {
  server = await startFaultServer();
  open();
});
afterEach(async () => {
  store.close();
  await server.close();
});

describe('an upload to S3', () => {
  it('takes one request when nothing goes wrong', async () => {
    await store.put(file);
    expect(methods()).toEqual(['PUT']);
    expect(server.objects.get(key)?.toString()).toBe('certificate');
  });

  it('says what the file is, that browsers ask again each time, and has no ACL', async () => {
    await store.put(file);
    const [{ headers } = { headers: {} as Record<string, unknown> }] = server.requests;
    expect(headers['content-type']).toBe('application/pdf');
    expect(headers['cache-control']).toBe('private, no-cache');
    expect(headers).not.toHaveProperty('x-amz-acl');
  });

  it('has the ACL and the prefix that were asked for', async () => {
    await open({ acl: 'public-read', prefix: 'certificates/' }).put(file);
    expect(server.requests[0]?.headers['x-amz-acl']).toBe('public-read');
    expect([...server.objects.keys()]).toEqual([`certificates/${key}`]);
  });

  it.each<[string, Fault]>([
    ['the service is busy', { status: 503, code: 'SlowDown' }],
    ['the service has an error', { status: 500, code: 'InternalError' }],
    ['a gateway has a page of its own for that', { status: 502 }],
    ['there were too many requests', { status: 429, code: 'TooManyRequests' }],
    ['this clock is wrong', { status: 403, code: 'RequestTimeTooSkewed' }],
    ['the connection breaks', 'reset'],
    ['the answer is lost', 'commit-then-reset'],
    ['something else answers that all is well', 'html-200'],
    ['something else answers that access is denied', 'html-403'],
    ['what answers does not speak HTTP', 'garbage'],
    ['the answer never comes', 'hang'],
    ['the answer never ends', 'drip'],
  ])('is there in the end when %s at first', async (_, fault) => {
    server.plan(once(fault));
    await open({ attemptTimeoutMs: 600 }).put(file);
    expect(server.objects.get(key)?.toString()).toBe('certificate');
  });

  it('is looked at when the service answers another digest, as those that encrypt do', async () => {
    server.plan(on('PUT', 'other-etag'));
    await store.put(file);
    expect(methods()).toEqual(['PUT', 'GET']);
  });

  it.each<[string, Fault]>([
    ['were changed on the way', 'flip-a-bit'],
    ['were never stored', 'forget'],
  ])('is repeated when its bytes %s', async (_, fault) => {
    server.plan(once(fault));
    await store.put(file);
    expect(methods()).toEqual(['PUT', 'GET', 'PUT']);
    expect(server.objects.get(key)?.toString()).toBe('certificate');
  });

  it.each<[string, Fault, string]>([
    ['the service is always busy', { status: 503, code: 'SlowDown' }, 's3-unavailable'],
    ['every connection breaks', 'reset', 's3-unreachable'],
    ['no answer comes', 'hang', 's3-unreachable'],
    ['no answer ends', 'drip', 's3-unreachable'],
    ['something else answers that all is well', 'html-200', 's3-not-verified'],
    ['something else answers that access is denied', 'html-403', 's3-foreign-answer'],
    ['it is sent somewhere else', { status: 302, headers: { location: '/login' } }, 's3-foreign-answer'],
    ['the service does not speak HTTP', 'garbage', 's3-foreign-answer'],
  ])('fails when its time is over and %s', async (_, fault, code) => {
    server.plan(always(fault));
    const error = await failure(impatient().put(file));
    expect(error).toMatchObject({ code, retryable: true });
    expect(error.message).toContain('bucket certs');
  });

  it('tells the last trouble that it knows, not that the last attempt was cut short', async () => {
    server.plan(({ number }) => (number <= 2 ? { status: 503, code: 'SlowDown' } : 'hang'));
    expect(await failure(open({ budgetMs: 1_200, attemptTimeoutMs: 5_000 }).put(file))).toMatchObject({
      code: 's3-unavailable',
    });
  });

  it('fails when the service cannot be reached at all', async () => {
    await server.close();
    expect(await failure(impatient().put(file))).toMatchObject({ code: 's3-unreachable', retryable: true });
    server = await startFaultServer();
  });

  it.each<[Fault, string, RegExp]>([
    [{ status: 403, code: 'AccessDenied' }, 's3-access-denied', /grant s3:PutObject/],
    [{ status: 404, code: 'NoSuchBucket' }, 's3-bucket-missing', /CERT_BUCKET/],
    [{ status: 403, code: 'InvalidAccessKeyId' }, 's3-credentials-refused', /access key/],
    [{ status: 403, code: 'SignatureDoesNotMatch' }, 's3-credentials-refused', /secret/],
    [{ status: 400, code: 'AccessControlListNotSupported' }, 's3-acl-not-supported', /S3_ACL/],
    [
      { status: 301, code: 'PermanentRedirect', headers: { 'x-amz-bucket-region': 'eu-west-1' } },
      's3-wrong-region',
      /S3_REGION.*eu-west-1/,
    ],
    [{ status: 400, code: 'InvalidRequest' }, 's3-refused', /InvalidRequest/],
    [{ status: 400, code: 'constructor' }, 's3-refused', /constructor/],
  ])('fails at once for %j, and says what to do', async (fault, code, says) => {
    server.plan(always(fault));
    const error = await failure(store.put(file));
    expect(error).toMatchObject({ code, retryable: false });
    expect(error.message).toMatch(says);
    expect(methods()).toEqual(['PUT']);
  });

  it('never tells credentials or the words of whoever answered', async () => {
    for (const code of ['AccessDenied', 'SignatureDoesNotMatch', '<b>TestSecret</b>', 'x'.repeat(5_000)]) {
      server.plan(always({ status: 403, code }));
      const error = await failure(impatient().put(file));
      const told = `${error.message} ${error.stack} ${(error.cause as Error).stack} ${JSON.stringify(error.cause)}`;
      expect(told).not.toMatch(/TestKeyId|TestSecret|TestToken|x{100}/);
    }
  });

  it('ends at once when the caller gives up, with the reason', async () => {
    server.plan(always('hang'));
    const giveUp = new AbortController();
    const reason = new Error('shutting down');
    const upload = open({ budgetMs: 60_000, attemptTimeoutMs: 60_000 }).put(file, giveUp.signal);
    setTimeout(() => giveUp.abort(reason), 50);
    await expect(upload).rejects.toBe(reason);
  });

  it('tells each further attempt to the log, without the file', async () => {
    const lines: unknown[] = [];
    server.plan(once({ status: 503, code: 'SlowDown' }));
    await open({ log: { warn: (message, fields) => void lines.push([message, fields]) } }).put(file);
    expect(lines).toEqual([['S3 is in trouble; trying again', { attempt: 1, code: 's3-unavailable' }]]);
  });
});

describe('a removal from S3', () => {
  beforeEach(() => store.put(file));

  it('is verified', async () => {
    await store.remove(key);
    expect(methods()).toEqual(['PUT', 'DELETE', 'HEAD']);
    expect(server.objects.size).toBe(0);
  });

  it.each<[string, Fault]>([
    ['something else answers', 'html-200'],
    ['nothing happens', 'forget'],
    ['the answer is lost', 'commit-then-reset'],
    ['the service is busy', { status: 503, code: 'SlowDown' }],
  ])('is done in the end when %s at first', async (_, fault) => {
    server.plan(({ number }) => (number === 2 ? fault : null));
    await store.remove(key);
    expect(server.objects.size).toBe(0);
  });

  it.each<Fault>(['html-200', 'forget'])('is not believed when nothing is ever removed (%s)', async (fault) => {
    server.plan(always(fault));
    expect(await failure(impatient().remove(key))).toMatchObject({ code: 's3-not-verified', retryable: true });
  });

  it('needs no permission to list: then "forbidden" is what S3 says about a file that is gone', async () => {
    server.plan(on('HEAD', { status: 403 }));
    await store.remove(key);
    expect(server.objects.size).toBe(0);
  });

  it('fails at once when it is denied', async () => {
    server.plan(on('DELETE', { status: 403, code: 'AccessDenied' }));
    const error = await failure(store.remove(key));
    expect(error).toMatchObject({ code: 's3-access-denied', retryable: false });
    expect(error.message).toContain('grant s3:DeleteObject');
  });
});

describe('a list of what is in S3', () => {
  it('has every page, also when one has to be asked for again', async () => {
    const keys = ['1', '2', '3', '4', '5'].map((name) => `downloads/${name.repeat(32)}/Certificate.pdf`);
    for (const name of keys) await store.put({ ...file, key: name });
    server.plan(({ number }) => (number === 7 ? 'reset' : null));
    expect(await listed()).toEqual(keys);
    expect(methods().filter((method) => method === 'GET')).toHaveLength(4);
  });

  it('is without the prefix in front, and without names that we would not give', async () => {
    await open({ prefix: 'certificates/' }).put(file);
    for (const name of ['../secret', 'a b.pdf', '.hidden']) {
      (server.objects as Map<string, Buffer>).set(`certificates/downloads/${name}`, Buffer.from(''));
    }
    expect(await listed()).toEqual([key]);
  });

  it('is never empty because something else answered', async () => {
    server.plan(always('tidy-html-200'));
    impatient();
    expect(await failure(listed())).toMatchObject({ code: 's3-foreign-answer', retryable: true });
  });

  it('names the permission that it needs', async () => {
    server.plan(always({ status: 403, code: 'AccessDenied' }));
    expect((await failure(listed())).message).toContain('s3:ListBucket');
  });

  it('ends when an answer is longer than any list', async () => {
    server.plan(always('endless-body'));
    open({ budgetMs: 2_000, attemptTimeoutMs: 2_000 });
    expect(await failure(listed())).toMatchObject({ code: 's3-foreign-answer' });
  });
});
