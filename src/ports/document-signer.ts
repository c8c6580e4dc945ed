import { AgentError } from './agent-error.ts';

/** Signs with one key, which was read and unlocked once, at start. */
export interface DocumentSigner {
  /** 40 hexadecimal digits, upper case. */
  readonly fingerprint: string;
  /** The armored public key, for those who verify. */
  readonly publicKey: string;

  /**
   * A detached, armored OpenPGP signature, the same for the same bytes and time.
   *
   * @param signedAt the signature's time; seconds count.
   * @throws SigningError when the key had expired at that time; from a verified signer also when the signature does not verify.
   */
  sign(document: Uint8Array, signedAt: Date): Promise<string>;
}

/** Nothing is published when this happens. */
export class SigningError extends AgentError {
  readonly code: string;
  readonly retryable = false;

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
