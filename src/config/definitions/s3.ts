import { z } from 'zod';
import { onOff, seconds } from '../choice-kinds.ts';
import type { Kind } from '../kind.ts';
import { setting } from '../setting.ts';
import { optionalHttpUrl, optionalText, secret } from '../text-kinds.ts';

const bucketName: Kind<string | null> = {
  schema: z.union([z.literal('').transform(() => null), z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{1,254}$/)]),
  expects: 'the name of a bucket, without s3:// or slashes',
  placeholder: 'name',
};

export const s3Definitions = {
  certBucket: setting({
    name: 'CERT_BUCKET',
    group: 'Publishing',
    description: 'The S3 bucket that certificates are uploaded to',
    kind: bucketName,
    default: () => null,
    example: 'my-certificates',
  }),
  s3Upload: setting({
    name: 'S3_UPLOAD',
    group: 'Publishing',
    description: 'Whether certificates are uploaded to CERT_BUCKET',
    kind: onOff,
    default: ({ certBucket }) => certBucket !== null,
    defaultText: 'true when CERT_BUCKET is given',
    example: 'true',
  }),
  s3Endpoint: setting({
    name: 'S3_ENDPOINT',
    group: 'Publishing',
    description: 'Address of an S3 service other than Amazon’s',
    kind: optionalHttpUrl,
    default: () => null,
    defaultText: 'Amazon S3',
    example: 'https://s3.example.org',
  }),
  s3Region: setting({
    name: 'S3_REGION',
    group: 'Publishing',
    description: 'The region of the bucket',
    kind: optionalText,
    default: () => null,
    defaultText: 'AWS_REGION, else us-east-1',
    example: 'eu-central-1',
  }),
  s3Acl: setting({
    name: 'S3_ACL',
    group: 'Publishing',
    description: 'Canned ACL of every object; none for buckets that have ACLs switched off, as new ones have',
    kind: optionalText,
    default: () => null,
    example: 'public-read',
  }),
  s3ForcePathStyle: setting({
    name: 'S3_FORCE_PATH_STYLE',
    group: 'Publishing',
    description:
      'Whether the bucket’s name stands in the path instead of the host name, as most other S3 services want it',
    kind: onOff,
    default: ({ s3Endpoint }) => s3Endpoint !== null,
    defaultText: 'true when S3_ENDPOINT is given',
    example: 'true',
  }),
  s3BudgetMs: setting({
    name: 'S3_BUDGET_SECONDS',
    group: 'Publishing',
    description: 'Seconds in which an upload or a removal is tried again, before it counts as failed',
    kind: seconds(1, 3_600),
    default: () => 45_000,
    defaultText: '45',
    example: '45',
  }),
  certAwsId: setting({
    name: 'CERT_AWS_ID',
    group: 'Publishing',
    description: 'Id of the AWS key with write access to the bucket',
    kind: secret,
    default: () => null,
    defaultText: 'the default chain of the AWS SDK (environment, profile, role)',
    example: 'AKIAIOSFODNN7EXAMPLE',
    flagAliases: ['aws-id'],
  }),
  certAwsKey: setting({
    name: 'CERT_AWS_KEY',
    group: 'Publishing',
    description: 'The AWS key with write access to the bucket',
    kind: secret,
    default: () => null,
    defaultText: 'the default chain of the AWS SDK (environment, profile, role)',
    example: 'a secret key',
    flagAliases: ['aws-key'],
  }),
};
