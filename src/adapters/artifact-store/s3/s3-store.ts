import { type ArtifactStore, ArtifactStoreError } from '../../../ports/artifact-store.ts';
import type { Log } from '../../../ports/log.ts';
import { withinTimeBudget } from '../../time-budget.ts';
import { checkKey, checkPrefix } from '../artifact-key.ts';
import { type Bucket, type BucketOptions, openBucket } from './bucket.ts';
import { filesInBucket } from './files-in-bucket.ts';
import { removeVerified } from './remove-verified.ts';
import { uploadVerified } from './upload-verified.ts';

export type S3StoreOptions = BucketOptions &
  Readonly<{
    /** For one file, or one page of a list: all attempts and pauses together. Default 45,000. */
    budgetMs?: number;
    /** For one attempt. Default 15,000, so that a silent service is asked again. */
    attemptTimeoutMs?: number;
    log?: Pick<Log, 'warn'>;
  }>;

export type S3Store = ArtifactStore & Readonly<{ close: () => void }>;

/**
 * Publishes into a bucket of S3, or of any service that speaks its protocol. Nothing is believed that was not verified:
 * something between us and the service may answer in its place, and answers get lost.
 */
export const createS3Store = ({
  budgetMs = 45_000,
  attemptTimeoutMs = 15_000,
  log,
  ...options
}: S3StoreOptions): S3Store => {
  const bucket = openBucket(options, attemptTimeoutMs);
  const late = (): Error =>
    new ArtifactStoreError('s3-unreachable', `${bucket.name} did not answer in time`, { retryable: true });

  const persistently = <Result>(
    work: (bucket: Bucket, signal: AbortSignal) => Promise<Result>,
    signal?: AbortSignal,
  ): Promise<Result> =>
    withinTimeBudget((attemptSignal) => work(bucket, attemptSignal), {
      budgetMs,
      attemptTimeoutMs,
      late,
      signal,
      onRetry: (error, attempt) =>
        log?.warn('S3 is in trouble; trying again', {
          attempt,
          code: error instanceof ArtifactStoreError ? error.code : error.name,
        }),
    });

  return {
    name: bucket.name,

    put: async (file, signal) => {
      checkKey(file.key);
      await persistently((at, attemptSignal) => uploadVerified(at, file, attemptSignal), signal);
    },

    remove: async (key, signal) => {
      checkKey(key);
      await persistently((at, attemptSignal) => removeVerified(at, key, attemptSignal), signal);
    },

    async *list(prefix, signal) {
      checkPrefix(prefix);
      yield* filesInBucket(prefix, (page) => persistently(page, signal));
    },

    close: () => bucket.client.destroy(),
  };
};
