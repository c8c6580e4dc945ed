import type { CertificateCheck } from '../ports/certificate-check.ts';
import type { CertificateRenderer } from '../ports/certificate-renderer.ts';

/** A renderer that hands out nothing that was not opened again and found to be what was asked for. */
export const createCheckedRenderer = (
  renderer: CertificateRenderer,
  { check }: CertificateCheck,
): CertificateRenderer => ({
  async render(content, signal) {
    const pdf = await renderer.render(content, signal);
    check(pdf, content);
    return pdf;
  },
});
