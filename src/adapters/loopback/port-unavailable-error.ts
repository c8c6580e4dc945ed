import { AgentError } from '../../ports/agent-error.ts';

/** A server for this machine's browser cannot listen where it was told to. */
export class PortUnavailableError extends AgentError {
  readonly code = 'port-unavailable';
  readonly retryable = false;
}
