import { ArtifactStoreError } from '../../../ports/artifact-store.ts';

type Trouble = readonly [code: string, says: string, retryable: boolean];

const denied: Trouble = ['access-denied', 'may not be written; let the agent’s user own it', false];
const full: Trouble = ['disk-full', 'has no space left', true];
const blocked: Trouble = ['path-blocked', 'has a file where a folder should be, or a folder in place of a file', false];

/** What the operating system's words mean for whoever runs the agent. */
const troubles: Readonly<Record<string, Trouble>> = {
  ENOSPC: full,
  EDQUOT: full,
  EACCES: denied,
  EPERM: denied,
  EROFS: ['read-only', 'is on a file system that is mounted read-only', false],
  ENOTDIR: blocked,
  EEXIST: blocked,
  EISDIR: blocked,
};

/** The file system's errors in our words; anything that is not one of those is a bug and stays as it is. */
export const troubleOf = (name: string, error: unknown): unknown => {
  if (error instanceof BelowRootError) {
    return new ArtifactStoreError(error.code, `${name} ${error.message}`, { cause: error, retryable: error.retryable });
  }
  const word = wordOf(error);
  if (word === null) return error;

  const [code, says, retryable] = troubles[word] ?? ['web-root-unavailable', `cannot be used (${word})`, true];
  return new ArtifactStoreError(code, `${name} ${says}`, { cause: error, retryable });
};

/** The code of a failed system call, e.g. `ENOSPC`; null for any other error. */
export const wordOf = (error: unknown): string | null =>
  error instanceof Error && 'syscall' in error && 'code' in error && typeof error.code === 'string' ? error.code : null;

/** Something below the root, or the root itself, is not as it must be. The root's name is put in front of the message. */
export class BelowRootError extends Error {
  readonly code: string;
  readonly retryable: boolean;

  constructor(code: string, message: string, options: ErrorOptions & { retryable: boolean }) {
    super(message, options);
    this.code = code;
    this.retryable = options.retryable;
  }
}
