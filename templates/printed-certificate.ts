import type { Artifacts, CertificateSettings, Personal } from '../machines/certificate.events.ts';

/** What a layout or a page can print: the part of a certificate's content that readers get to see. */
export type PrintedCertificate = Readonly<{
  personal: Omit<Personal, 'username'>;
  courseId: string;
  /** ISO 8601 in UTC: the date in the PDF's properties. */
  requestedAt: string;
  artifacts: Artifacts;
  settings: CertificateSettings;
}>;

/** The key that proves a certificate, as its public half is shown to readers. */
export type ProvingKey = Readonly<{
  /** 40 hexadecimal digits. */
  fingerprint: string;
  /** The armored public key. */
  publicKey: string;
}>;
