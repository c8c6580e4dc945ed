import { AgentError } from './agent-error.ts';

/** A file to be published. `key` is its path below the root: made of our own uuids and fixed words only. */
export type ArtifactFile = Readonly<{ key: string; body: Uint8Array; contentType: string }>;

/** Where published files live: a bucket, a web root, or both. Every call can be repeated. */
export interface ArtifactStore {
  /** For messages: `bucket certs`, `web root /var/www`. */
  readonly name: string;

  /**
   * Stores the file and verifies that these very bytes are there. An existing file of the same key is replaced.
   * @throws ArtifactStoreError
   */
  put(file: ArtifactFile, signal?: AbortSignal): Promise<void>;

  /**
   * Removes the file and verifies that it is gone; one that was not there is fine.
   * @throws ArtifactStoreError
   */
  remove(key: string, signal?: AbortSignal): Promise<void>;

  /** The keys of all files below `prefix` (which ends with a slash), in no particular order. */
  list(prefix: string, signal?: AbortSignal): AsyncIterable<string>;
}

/** A file could not be stored, removed or verified; transient causes were retried in a time budget before. */
export class ArtifactStoreError extends AgentError {
  readonly code: string;
  readonly retryable: boolean;

  constructor(code: string, message: string, options: ErrorOptions & { retryable: boolean }) {
    super(message, options);
    this.code = code;
    this.retryable = options.retryable;
  }
}
