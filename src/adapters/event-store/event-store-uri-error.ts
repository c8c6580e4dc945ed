import { AgentError } from '../../ports/agent-error.ts';

/** The setting that chooses the store makes no sense. Its text is not repeated: it may hold a password. */
export class EventStoreUriError extends AgentError {
  readonly code = 'event-store-uri';
  readonly retryable = false;
}
