import { createHash } from 'node:crypto';
import { pageStyle } from './page-style.ts';

/**
 * What the pages may do: show their style, run our own scripts from the place that they come from, and ask that place (and no
 * other) whether the certificate still stands. No picture, no frame, no form.
 */
export const contentPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "connect-src 'self'",
  `style-src 'sha256-${createHash('sha256').update(pageStyle).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');
