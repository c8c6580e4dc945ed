import { SelfCheckError } from '../ports/certificate-check.ts';

/** The LMS stores download links in a column of this width. */
const charactersMax = 128;

/** @throws SelfCheckError `self-check-url`: a link that is cut leads nowhere, and the LMS would not even store it. */
export const checkDownloadUrl = ({ length }: string): void => {
  if (length <= charactersMax) return;
  throw new SelfCheckError(
    'self-check-url',
    `the download link has ${length} characters, and the LMS stores ${charactersMax}: shorten CERT_DOWNLOAD_URL or CERT_FILENAME`,
  );
};
