/** What may be asked of a bucket. */
export type Action = 'PutObject' | 'GetObject' | 'HeadObject' | 'DeleteObject' | 'ListObjectsV2';

/** What the service's or the system's words mean. `says` follows the bucket's name. */
export type Cause = Readonly<{ code: string; says: string; retryable: boolean }>;

const cause = (code: string, says: string, retryable = false): Cause => ({ code, says, retryable });

const credentials = cause(
  's3-credentials-refused',
  'does not take the credentials; check the access key’s id and its secret, and that the key is active',
);
const region = cause('s3-wrong-region', 'is in another region; set S3_REGION');
const clock = cause('s3-clock-skew', 'says that this machine’s clock is wrong; set the clock', true);
const noBucket = cause('s3-bucket-missing', 'does not exist at this service; check CERT_BUCKET and S3_ENDPOINT');
const noAcl = cause(
  's3-acl-not-supported',
  'has ACLs switched off; leave S3_ACL empty, and let the bucket’s policy make files public',
);
const foreign = cause('s3-foreign-answer', 'was not reached: something else answered in its place', true);
const unavailable = cause('s3-unavailable', 'answers that it cannot do it now', true);
const unreachable = cause('s3-unreachable', 'cannot be reached', true);
const tls = cause(
  's3-tls',
  'has a certificate (TLS) that is not trusted; for a bucket with dots in its name, set S3_FORCE_PATH_STYLE',
);
const noCredentials = cause(
  's3-no-credentials',
  'was not asked: no credentials were found; set CERT_AWS_ID and CERT_AWS_KEY, or give the machine a role',
  true,
);

/** By the name that the service gives its error, or the SDK its own. */
const namedCauses: Readonly<Record<string, Cause>> = {
  AccessControlListNotSupported: noAcl,
  AnswerTooLongError: foreign,
  AuthorizationHeaderMalformed: region,
  BadDigest: unavailable,
  ConditionalRequestConflict: unavailable,
  CredentialsProviderError: noCredentials,
  ExpiredToken: credentials,
  IllegalLocationConstraintException: region,
  IncompleteBody: unavailable,
  InvalidAccessKeyId: credentials,
  InvalidToken: credentials,
  NoSuchBucket: noBucket,
  OperationAborted: unavailable,
  PermanentRedirect: region,
  RequestTimeTooSkewed: clock,
  RequestTimeout: unavailable,
  SignatureDoesNotMatch: credentials,
  SlowDown: unavailable,
  TemporaryRedirect: unavailable,
};

/** The name comes from outside: `constructor` is none of ours. */
export const causeOfName = (name: string): Cause | undefined =>
  Object.hasOwn(namedCauses, name) ? namedCauses[name] : undefined;

const permissions: Record<Action, string> = {
  PutObject: 's3:PutObject (and s3:PutObjectAcl when S3_ACL is set)',
  GetObject: 's3:GetObject, to verify what was uploaded',
  HeadObject: 's3:GetObject, to verify what was removed',
  DeleteObject: 's3:DeleteObject',
  ListObjectsV2: 's3:ListBucket, which only a sweep needs',
};

/** By the status of an answer without a name that we know. */
export const causeOfStatus = (status: number, action: Action): Cause => {
  if (status === 301) return region;
  if (status < 400) return foreign;
  if (status === 403) return cause('s3-access-denied', `denies access; grant ${permissions[action]}`);
  if (status === 408 || status === 429 || status >= 500) return unavailable;
  // It was uploaded a moment ago.
  if (status === 404 && action === 'GetObject') return cause('s3-not-verified', 'does not have the file', true);
  return cause('s3-refused', 'refuses the request');
};

const tlsWords = /^(ERR_TLS_|CERT_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|HOSTNAME_MISMATCH)/;

/** By the word of a connection that failed before there was an answer. */
export const causeOfConnection = (word: string): Cause => {
  if (tlsWords.test(word)) return tls;
  return word.startsWith('HPE_') ? foreign : unreachable;
};

export const foreignCause = foreign;
