import { createHash } from 'node:crypto';
import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { type ArtifactFile, ArtifactStoreError } from '../../../ports/artifact-store.ts';
import type { Bucket } from './bucket.ts';
import { AnswerTooLongError, collectBytes } from './collect-bytes.ts';
import { translated } from './trouble.ts';

/** Asked again each time: a browser must not go on showing a certificate that was replaced or withdrawn. */
const cacheControl = 'private, no-cache';
/** A year is what caches understand as "for ever". */
const immutable = 'public, max-age=31536000, immutable';

/** Uploads once, and makes sure that these bytes are there. */
export const uploadVerified = async (at: Bucket, file: ArtifactFile, signal: AbortSignal): Promise<void> => {
  const md5 = createHash('md5').update(file.body).digest();
  const command = new PutObjectCommand({
    Bucket: at.bucket,
    Key: `${at.prefix}${file.key}`,
    // A buffer and not a stream: it has a length, and can be sent again.
    Body: file.body,
    ContentType: file.contentType,
    CacheControl: file.isImmutable ? immutable : cacheControl,
    ContentMD5: md5.toString('base64'),
    ...(at.acl === undefined ? {} : { ACL: at.acl }),
  });
  const { ETag } = await translated(at, 'PutObject', () => at.client.send(command, { abortSignal: signal }));

  // Only who received the bytes can name their digest. Services that encrypt answer something else: then we look.
  if (ETag?.replaceAll('"', '') !== md5.toString('hex')) await compare(at, file, signal);
};

const compare = async (at: Bucket, { key, body }: ArtifactFile, signal: AbortSignal): Promise<void> => {
  const command = new GetObjectCommand({ Bucket: at.bucket, Key: `${at.prefix}${key}` });
  const stored = await translated(at, 'GetObject', async () => {
    const { Body } = await at.client.send(command, { abortSignal: signal });
    return collectBytes(Body, body.length).catch(whenTooLong);
  });
  if (stored && Buffer.from(stored).equals(body)) return;
  throw new ArtifactStoreError('s3-not-verified', `${at.name} took an upload, but does not have these bytes`, {
    retryable: true,
  });
};

const whenTooLong = (error: unknown): null => {
  if (error instanceof AnswerTooLongError) return null;
  throw error;
};
