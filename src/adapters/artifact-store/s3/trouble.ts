import { S3ServiceException } from '@aws-sdk/client-s3';
import { ArtifactStoreError } from '../../../ports/artifact-store.ts';
import type { Bucket } from './bucket.ts';
import {
  type Action,
  type Cause,
  causeOfConnection,
  causeOfName,
  causeOfStatus,
  foreignCause,
} from './known-causes.ts';

type Named = Pick<Bucket, 'name'>;

/** Runs one request; what the SDK throws becomes trouble that this program knows by name. */
export const translated = async <Result>(
  at: Named,
  action: Action,
  request: () => Promise<Result>,
): Promise<Result> => {
  try {
    return await request();
  } catch (error) {
    throw troubleOf(at, action, error);
  }
};

/** Something answered that is not S3. */
export const foreignAnswer = (at: Named, action: Action): ArtifactStoreError => trouble(at, foreignCause, action);

const troubleOf = (at: Named, action: Action, error: unknown): unknown => {
  const { name, status, word } = wordsOf(error);
  // Behind an answer, the SDK stumbles over nonsense in it; before one, it is a mistake in a program.
  if (error instanceof TypeError && status === undefined) return error;
  const known = causeOfName(name) ?? causeOf(error, { status, word, action });
  const details = [action, status && `HTTP ${status}`, name, word, regionIn(error)].filter(Boolean).join(', ');
  return trouble(at, known, details);
};

const causeOf = (
  error: unknown,
  { status, word, action }: Readonly<{ status: number | undefined; word: string; action: Action }>,
): Cause => {
  if (status === undefined) return causeOfConnection(word);
  const isS3Like = error instanceof S3ServiceException;
  // A gateway's own page for "busy" is as good as S3's; any other page that is no XML does not come from S3.
  return isS3Like || status === 429 || status >= 500 ? causeOfStatus(status, action) : foreignCause;
};

/**
 * The SDK's error is not handed on: it holds the request, with the credentials' id and session token, and foreign text.
 * What helps to find the cause is in `details`.
 */
const trouble = (at: Named, { code, says, retryable }: Cause, details: string): ArtifactStoreError =>
  new ArtifactStoreError(code, `${at.name} ${says} (${details})`, { retryable, cause: new Error(details) });

const wordsOf = (error: unknown): Readonly<{ name: string; status: number | undefined; word: string }> => {
  if (!(error instanceof Error)) return { name: '', status: undefined, word: '' };
  const { $metadata, code } = error as Error & { $metadata?: { httpStatusCode?: unknown }; code?: unknown };
  const status = $metadata?.httpStatusCode;
  const name = plain(error.name);
  return {
    name: name === 'Error' || name === 'Unknown' ? '' : name,
    status: typeof status === 'number' ? status : undefined,
    word: plain(code),
  };
};

/** The region that the service names, if it does. */
const regionIn = (error: unknown): string => {
  if (!(error instanceof S3ServiceException)) return '';
  const region = plain(error.$response?.headers['x-amz-bucket-region']);
  return region && `region ${region}`;
};

/** A word from outside, when it looks like one. */
const plain = (text: unknown): string => (typeof text === 'string' && /^[A-Za-z0-9_-]{1,64}$/.test(text) ? text : '');
