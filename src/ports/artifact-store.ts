import { AgentError } from './agent-error.ts';

/** A file to be published. `key` is its path below the root: made of our own uuids and fixed words only. */
export type ArtifactFile = Readonly<{
  key: string;
  body: Uint8Array;
  contentType: string;
  /** True when other bytes never get this key, so that everybody may keep them. */
  isImmutable?: boolean;
}>;

/** A file that is published: what a list tells of it. */
export type PublishedFile = Readonly<{ key: string; bytes: number }>;

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

  /**
   * All files below `prefix` (which ends with a slash), in no particular order. A file that differs between two places is
   * listed for each.
   * @throws ArtifactStoreError
   */
  list(prefix: string, signal?: AbortSignal): AsyncIterable<PublishedFile>;
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
