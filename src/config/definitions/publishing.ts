import { z } from 'zod';
import { onOff } from '../choice-kinds.ts';
import type { Kind } from '../kind.ts';
import { setting } from '../setting.ts';
import { optionalHttpUrl, path } from '../text-kinds.ts';

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

export const publishingDefinitions = {
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
  tombstones: setting({
    name: 'TOMBSTONES',
    group: 'Publishing',
    description:
      'Whether the pages of a removed or replaced certificate say so, with the day and nothing about a person; else they are removed',
    kind: onOff,
    default: () => true,
    example: 'false',
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
