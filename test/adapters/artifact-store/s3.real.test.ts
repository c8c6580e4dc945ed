import { randomBytes } from 'node:crypto';
import { CreateBucketCommand, GetObjectCommand, NoSuchKey, S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createS3Store, type S3StoreOptions } from '../../../src/adapters/artifact-store/s3/s3-store.ts';
import { artifactStoreContract } from '../../contracts/artifact-store.contract.ts';

/*
 * Against a real S3: `eval "$(.ci/radosgw.sh start)"`, then `npm run test:real`. Everything is written below a prefix of
 * its own, and removed again. The bucket is made when it is not there.
 */
const {
  S3_ENDPOINT: endpoint,
  S3_BUCKET: bucket = 'certificates',
  S3_ACCESS_KEY: accessKeyId = '',
  S3_SECRET_KEY: secretAccessKey = '',
} = process.env;

if (!endpoint) console.warn('SKIPPED: S3_ENDPOINT is not set, so nothing is tested against a real S3');

const key = `downloads/${'a'.repeat(32)}/Certificate.pdf`;
const file = { key, body: Buffer.from('certificate'), contentType: 'application/pdf' };
const credentials = { accessKeyId, secretAccessKey };

describe.skipIf(!endpoint)('with a real S3', () => {
  const at = { bucket, endpoint: endpoint ?? '', credentials };
  const open = (options: Partial<S3StoreOptions> = {}) =>
    createS3Store({ ...at, prefix: `test-${randomBytes(4).toString('hex')}/`, budgetMs: 20_000, ...options });
  let direct: S3Client;

  beforeAll(async () => {
    direct = new S3Client({ endpoint: at.endpoint, region: 'us-east-1', forcePathStyle: true, credentials });
    try {
      await direct.send(new CreateBucketCommand({ Bucket: bucket }));
    } catch (error) {
      const isThere = error instanceof S3ServiceException && /^BucketAlready/.test(error.name);
      if (!isThere) throw error;
    }
  });
  afterAll(() => direct.destroy());

  const stored = async (name: string) => {
    try {
      return await direct.send(new GetObjectCommand({ Bucket: bucket, Key: name }));
    } catch (error) {
      if (error instanceof NoSuchKey) return null;
      throw error;
    }
  };

  artifactStoreContract('a bucket', async () => {
    const prefix = `test-${randomBytes(4).toString('hex')}/`;
    const store = open({ prefix });
    return {
      store,
      published: async (name) => (await (await stored(`${prefix}${name}`))?.Body?.transformToByteArray()) ?? null,
      close: async () => {
        for (const folder of ['downloads/', 'cert/']) {
          for await (const { key } of store.list(folder)) await store.remove(key);
        }
        store.close();
      },
    };
  });

  it('serves the file with its type, and only for a short time from caches', async () => {
    const store = open({ prefix: 'test-type/' });
    await store.put(file);
    expect(await stored(`test-type/${key}`)).toMatchObject({
      ContentType: 'application/pdf',
      CacheControl: 'private, no-cache',
    });
    await store.remove(key);
    store.close();
  });

  it('publishes to everybody only with an ACL that says so', async () => {
    for (const [acl, status] of [
      [undefined, 403],
      ['public-read', 200],
    ] as const) {
      const store = open({ prefix: 'test-acl/', ...(acl ? { acl } : {}) });
      await store.put(file);
      expect((await fetch(`${endpoint}/${bucket}/test-acl/${key}`)).status).toBe(status);
      await store.remove(key);
      store.close();
    }
  });

  it('lists more files than fit on one page', async () => {
    const store = open();
    const keys = Array.from({ length: 1_005 }, (_, number) => `cert/${String(number).padStart(32, '0')}/valid.html`);
    for (let from = 0; from < keys.length; from += 50) {
      await Promise.all(keys.slice(from, from + 50).map((name) => store.put({ ...file, key: name })));
    }
    const listed: string[] = [];
    for await (const { key } of store.list('cert/')) listed.push(key);
    expect(listed.sort()).toEqual(keys);
    for (let from = 0; from < keys.length; from += 50) {
      await Promise.all(keys.slice(from, from + 50).map((name) => store.remove(name)));
    }
    store.close();
  });

  it.each([
    ['a wrong secret', { credentials: { accessKeyId, secretAccessKey: 'wrong' } }, 's3-credentials-refused'],
    ['an unknown key', { credentials: { accessKeyId: 'nobody', secretAccessKey } }, 's3-credentials-refused'],
    ['a bucket that is not there', { bucket: 'no-such-bucket-here' }, 's3-bucket-missing'],
  ])('fails at once with %s', async (_, options, code) => {
    const store = open(options);
    await expect(store.put(file)).rejects.toMatchObject({ code, retryable: false });
    await expect(store.remove(key)).rejects.toMatchObject({ code, retryable: false });
    await expect(store.list('cert/')[Symbol.asyncIterator]().next()).rejects.toMatchObject({ code });
    store.close();
  });
});
