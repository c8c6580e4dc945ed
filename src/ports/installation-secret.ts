import { AgentError } from './agent-error.ts';

/** What stream names are derived with. Whoever loses it loses the way from a learner to the history. */
export type InstallationSecret = Readonly<{
  /** At least 32 bytes. */
  secret: Buffer;
  /** 16 hexadecimal digits that tell secrets apart, and tell nothing else. */
  fingerprint: string;
}>;

/** There is no usable installation secret, and making a new one would not help. */
export class InstallationSecretError extends AgentError {
  readonly code = 'installation-secret';
  readonly retryable = false;
}
