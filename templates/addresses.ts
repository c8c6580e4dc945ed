import type { PrintedCertificate } from './printed-certificate.ts';

type Addressed = Pick<PrintedCertificate, 'artifacts' | 'settings'>;

/** Where anybody can check the certificate: printed on it, answered with `valid.html`. */
export const verifyAddress = ({ artifacts, settings }: Addressed): string =>
  `${settings.verifyUrl}/cert/${artifacts.verifyUuid}`;

/** How to check it by hand. Not relative: the page above is served without a slash at the end of its address. */
export const instructionsAddress = (certificate: Addressed): string => `${verifyAddress(certificate)}/verify.html`;

/** The detached signature's file. */
export const signatureAddress = (certificate: Addressed): string =>
  `${verifyAddress(certificate)}/${encodeURIComponent(certificate.settings.filename)}.sig`;

/** The PDF's file. */
export const downloadAddress = ({ artifacts, settings }: Addressed): string =>
  `${settings.downloadUrl}/downloads/${artifacts.downloadUuid}/${encodeURIComponent(settings.filename)}`;
