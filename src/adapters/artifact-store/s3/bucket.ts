import { type ObjectCannedACL, S3Client } from '@aws-sdk/client-s3';
import { collectBytes } from './collect-bytes.ts';

export type BucketOptions = Readonly<{
  bucket: string;
  /** Of another service than Amazon's, e.g. `https://s3.example.org`. */
  endpoint?: string;
  /** Default: AWS_REGION, else us-east-1. */
  region?: string;
  /** Default: the SDK's own chain: environment, shared files, the machine's role. */
  credentials?: Readonly<{ accessKeyId: string; secretAccessKey: string; sessionToken?: string }>;
  /** A canned ACL for every file. Default none: new buckets refuse all of them. */
  acl?: string;
  /** Default: true when an endpoint is given. */
  forcePathStyle?: boolean;
  /** Folders in front of every key, with a slash at the end. */
  prefix?: string;
}>;

/** A bucket and the way to it. */
export type Bucket = Readonly<{
  client: S3Client;
  /** For messages, e.g. `bucket certs`. */
  name: string;
  bucket: string;
  prefix: string;
  acl: ObjectCannedACL | undefined;
}>;

const connectTimeoutMs = 5_000;
/** A page of a list is under 2 MB; a longer answer comes from something else. */
const answerBytesMax = 16 * 1024 * 1024;

export const openBucket = (
  { bucket, endpoint, region, credentials, acl, forcePathStyle, prefix = '' }: BucketOptions,
  attemptTimeoutMs: number,
): Bucket => ({
  name: `bucket ${bucket}`,
  bucket,
  prefix,
  acl: acl as ObjectCannedACL | undefined,
  client: new S3Client({
    region: region ?? process.env['AWS_REGION'] ?? 'us-east-1',
    forcePathStyle: forcePathStyle ?? endpoint !== undefined,
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(credentials === undefined ? {} : { credentials }),
    // Retries have one owner, the time budget around each call; the SDK's own would multiply with it.
    maxAttempts: 1,
    // Content-MD5 does the same work, and every service knows it.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    requestHandler: {
      connectionTimeout: connectTimeoutMs,
      requestTimeout: attemptTimeoutMs,
      socketTimeout: attemptTimeoutMs,
      // Without this, the SDK only writes a warning and waits for ever.
      throwOnRequestTimeout: true,
    },
    streamCollector: (stream) => collectBytes(stream, answerBytesMax),
  }),
});
