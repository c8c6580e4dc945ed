/**
 * Trouble that this program knows by name. `code` never changes once released (docs/errors.md has a
 * paragraph for each), `retryable` tells its fate, and `message` never holds personal data or secrets:
 * it may be stored, logged and sent to the LMS as it is.
 */
export abstract class AgentError extends Error {
  abstract readonly code: string;
  /** True when the same call may succeed later without anybody changing anything. */
  abstract readonly retryable: boolean;

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}
