import { AgentError } from '../../../ports/agent-error.ts';

/** The server answers, and does not let us in. Only somebody who changes a setting or a permission can help. */
export class EventStoreRefusedError extends AgentError {
  readonly code = 'event-store-refused';
  readonly retryable = false;
}
