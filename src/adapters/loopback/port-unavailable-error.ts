import { AgentError } from '../../ports/agent-error.ts';

/** The inspector's server cannot listen where it was told to. */
export class PortUnavailableError extends AgentError {
  readonly code = 'port-unavailable';
  readonly retryable = false;
}
