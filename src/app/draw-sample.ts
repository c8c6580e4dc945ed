import type { CertificateSettings, Personal } from '../../machines/certificate.events.ts';
import type { CertificateContent, CertificateRenderer } from '../ports/certificate-renderer.ts';
import { failureOf } from './failure.ts';

/** A certificate that is nobody's. */
export type SampleOrder = Readonly<{
  courseId: string;
  /** ISO 8601 in UTC. */
  requestedAt: string;
  settings: CertificateSettings;
  personal: Personal;
}>;

/** A drawn sample, or why there is none, in words without personal data. */
export type DrawnSample = Readonly<{ pdf: Uint8Array }> | Readonly<{ reason: string }>;

/** No file has this name, and no page is at this address: a sample proves nothing. */
const nowhere = '0'.repeat(32);
/** Printed where no address is set. */
const exampleUrl = 'https://certificates.example.org';

/** What a sample is made of. */
export const sampleContent = ({ settings, ...order }: SampleOrder): CertificateContent => ({
  ...order,
  settings: {
    ...settings,
    downloadUrl: settings.downloadUrl || exampleUrl,
    verifyUrl: settings.verifyUrl || exampleUrl,
  },
  artifacts: { downloadUuid: nowhere, verifyUuid: nowhere },
});

/** Draws a sample as a certificate would be drawn. Never throws: one that fails must not stop the others. */
export const drawSample = async (order: SampleOrder, renderer: CertificateRenderer): Promise<DrawnSample> => {
  const { problem } = order.settings;
  if (problem) return { reason: `${problem.message} (${problem.code})` };
  try {
    return { pdf: await renderer.render(sampleContent(order)) };
  } catch (error) {
    const { message, code } = failureOf('render', error, order.personal);
    return { reason: `${message} (${code})` };
  }
};
