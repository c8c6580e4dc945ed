import { z } from 'zod';
import { type Kind, onOff, optionalHttpUrl, optionalText, path, seconds, secret } from '../kinds.ts';
import { setting } from '../setting.ts';

const pdfFileName: Kind<string> = {
  schema: z
    .string()
    .max(100)
    .regex(/^[A-Za-z0-9_][A-Za-z0-9._-]*\.pdf$/),
  expects: 'a file name of letters, digits, dots, dashes and underscores that ends with .pdf',
  placeholder: 'name',
};

/** The layout below the root is documented, and links that are printed on paper depend on it. */
const verifyPath: Kind<'cert'> = {
  schema: z.literal('cert'),
  expects: 'cert, the documented folder',
  placeholder: 'cert',
};

const bucketName: Kind<string | null> = {
  schema: z.union([z.literal('').transform(() => null), z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{1,254}$/)]),
  expects: 'the name of a bucket, without s3:// or slashes',
  placeholder: 'name',
};

export const publishingDefinitions = {
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
  copyToWebRoot: setting({
    name: 'COPY_TO_WEB_ROOT',
    group: 'Publishing',
    description: 'Whether certificates are published below CERT_WEB_ROOT',
    kind: onOff,
    default: () => false,
    example: 'true',
  }),
  certWebRoot: setting({
    name: 'CERT_WEB_ROOT',
    group: 'Publishing',
    description: 'Folder that a web server publishes',
    kind: path,
    default: () => '/var/tmp',
    example: '/srv/certificates',
  }),
  certFilename: setting({
    name: 'CERT_FILENAME',
    group: 'Publishing',
    description: 'File name of every PDF',
    kind: pdfFileName,
    default: () => 'Certificate.pdf',
    example: 'Certificate.pdf',
  }),
  certDownloadUrl: setting({
    name: 'CERT_DOWNLOAD_URL',
    group: 'Publishing',
    description: 'Public address of the bucket or web root: the LMS links to `<this>/downloads/…`',
    kind: optionalHttpUrl,
    default: ({ certBucket, s3Upload, s3Endpoint }) =>
      certBucket && s3Upload && !s3Endpoint ? `https://${certBucket}.s3.amazonaws.com` : null,
    defaultText: 'https://CERT_BUCKET.s3.amazonaws.com, when that is where uploads go',
    example: 'https://certificates.example.org',
  }),
  certVerifyUrl: setting({
    name: 'CERT_VERIFY_URL',
    group: 'Publishing',
    description: 'Public address of the verification pages: `<this>/cert/…` is printed on the certificate',
    kind: optionalHttpUrl,
    default: ({ certDownloadUrl }) => certDownloadUrl,
    defaultText: 'CERT_DOWNLOAD_URL',
    example: 'https://verify.example.org',
  }),
  s3VerifyPath: setting<'cert'>({
    name: 'S3_VERIFY_PATH',
    group: 'Publishing',
    description: 'Folder of the verification pages; other names are not supported',
    kind: verifyPath,
    default: () => 'cert',
    example: 'cert',
  }),
  certUrl: setting({
    name: 'CERT_URL',
    group: 'Publishing',
    description: 'Address of the site about certificates',
    kind: optionalHttpUrl,
    default: () => null,
    example: 'https://certificates.example.org',
    obsolete: 'links are made from CERT_DOWNLOAD_URL and CERT_VERIFY_URL',
  }),
};
