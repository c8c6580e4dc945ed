import { createHash } from 'node:crypto';

/**
 * What tells one version of a layout from another: the SHA-256 of what its file says, in hexadecimal digits. Blanks
 * between its words do not count.
 */
export const layoutDigest = (written: unknown): string =>
  createHash('sha256').update(JSON.stringify(written)).digest('hex');
