import type { Artifacts, CertificateSettings, Personal } from '../../machines/certificate.events.ts';
import { AgentError } from './agent-error.ts';

/** All that a PDF depends on: the same content gives the same bytes. */
export type CertificateContent = Readonly<{
  personal: Personal;
  courseId: string;
  /** ISO 8601 in UTC: the PDF's creation date. */
  requestedAt: string;
  artifacts: Artifacts;
  settings: CertificateSettings;
}>;

export interface CertificateRenderer {
  /**
   * A PDF that can be published.
   *
   * @throws RenderError when this certificate cannot be made as it was asked for; SelfCheckError when what was made is not
   *   what was asked for; and what `signal` was aborted with, where the work can be broken off.
   */
  render(content: CertificateContent, signal?: AbortSignal): Promise<Uint8Array>;
}

/** The certificate cannot be made. The code says why, in a word that never changes. */
export class RenderError extends AgentError {
  readonly code: string;
  readonly retryable = false;

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
