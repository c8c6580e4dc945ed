import { DeleteObjectCommand, HeadObjectCommand, S3ServiceException } from '@aws-sdk/client-s3';
import { ArtifactStoreError } from '../../../ports/artifact-store.ts';
import type { Bucket } from './bucket.ts';
import { translated } from './trouble.ts';

/** S3's one answer to a removal, also of what was not there. Nothing in between answers so by chance. */
const noContent = 204;

/** Removes once, and makes sure that it is gone. */
export const removeVerified = async (at: Bucket, key: string, signal: AbortSignal): Promise<void> => {
  const object = { Bucket: at.bucket, Key: `${at.prefix}${key}` };
  const answered = await translated(at, 'DeleteObject', () =>
    statusOf(at.client.send(new DeleteObjectCommand(object), { abortSignal: signal })),
  );
  const seen = await translated(at, 'HeadObject', () =>
    statusOf(at.client.send(new HeadObjectCommand(object), { abortSignal: signal })),
  );

  if (seen === 404) return;
  // Who may not list is told "forbidden" about a file that is not there.
  if (seen === 403 && answered === noContent) return;
  throw new ArtifactStoreError('s3-not-verified', `${at.name} took a removal, but still has the file or does not say`, {
    retryable: true,
  });
};

/** The status of the answer; of the failures only those that tell whether the file is there. */
const statusOf = async (answer: Promise<{ $metadata: { httpStatusCode?: number | undefined } }>) => {
  try {
    return (await answer).$metadata.httpStatusCode;
  } catch (error) {
    if (!(error instanceof S3ServiceException)) throw error;
    const { httpStatusCode } = error.$metadata;
    const isAboutTheFile = ['NotFound', 'NoSuchKey'].includes(error.name);
    const isWithoutReason = error.name === 'Unknown' && httpStatusCode === 403;
    if (isAboutTheFile || isWithoutReason) return httpStatusCode;
    throw error;
  }
};
