import { AgentError } from './agent-error.ts';
import type { CertificateContent } from './certificate-renderer.ts';

/** The last look at a finished PDF, by other means than those that made it. */
export interface CertificateCheck {
  /**
   * Opens the file again and compares it with what was asked for.
   *
   * @throws SelfCheckError when it is not the certificate that was asked for; it must not be published then.
   */
  check(pdf: Uint8Array, content: CertificateContent): void;
}

/** A finished certificate is not what was asked for. Its message names places and code points, never what is printed. */
export class SelfCheckError extends AgentError {
  readonly code: string;
  readonly retryable = false;

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
