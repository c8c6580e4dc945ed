/**
 * What of a certificate may be shown in an inspector that is somebody else's page. Whatever is not listed here is hidden, so
 * that a new field stays private until somebody decides otherwise: no person, no key, no address or name of a file, no
 * course, and no free text, which nobody can vouch for.
 */

/** Shown as they are: words of the chart, codes, digests, sizes, times, and ids that were made by HMAC. */
const shown: ReadonlySet<string> = new Set([
  'type',
  'revision',
  'time',
  'submission',
  'requestedAt',
  'state',
  'sha256',
  'bytes',
  'fingerprint',
  'step',
  'code',
  'exception',
  'file',
  'line',
  'redeliveries',
  'layoutSha256',
  'kind',
  'signed',
  'seen',
  'underWay',
  'unanswered',
  'posts',
]);

/** Parts that are looked into. */
const opened: ReadonlySet<string> = new Set(['data', 'order', 'settings', 'pdf', 'signature', 'failure']);

export const hidden = '[hidden]';

/** An event or a context as it may be shown. That something is there, or is not, can be seen of every part. */
export const inspected = (value: object): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(value).map(([key, part]) => [key, shownOf(key, part)]));

const shownOf = (key: string, part: unknown): unknown => {
  if (part === null || shown.has(key)) return part;
  return opened.has(key) && typeof part === 'object' ? inspected(part) : hidden;
};
