import type { Secret } from '../../config/secret.ts';
import { visibleText } from '../../config/visible-text.ts';
import type { LogFields } from '../../ports/log.ts';

const REDACTED = '[redacted]';
const MESSAGE_BYTES_MAX = 24_576;
const FIELDS_BYTES_MAX = 6_144;

/** A shorter one would blot out ordinary words. */
const SECRET_CHARS_MIN = 6;

/** Names under which personal data or secrets would come, in lower case. They never should; here is the last door. */
const FORBIDDEN = new Set(
  (
    'name fullname username user learner student email grade designation personal body rawbody ' +
    'password pass passphrase secret token key submissionkey authorization cookie credentials'
  ).split(' '),
);

/** Names that the log itself uses. */
const RESERVED = new Set(['level', 'time', 'msg', '__proto__']);

type SafeFields = Record<string, string | number | boolean | null>;
export type SafeRecord = Readonly<{ message: string; fields: SafeFields }>;

/**
 * Makes records that may be written: on one line, of bounded length, scalars only, without the given secrets.
 *
 * @param secrets their values are blotted out wherever they appear, when they have six characters or more.
 */
export const createRecordGuard = (secrets: readonly Secret[]) => {
  const values = secrets.map((secret) => secret.reveal()).filter(({ length }) => length >= SECRET_CHARS_MIN);
  const safeText = (text: string, bytesMax: number): string => {
    const without = values.reduce((rest, value) => rest.replaceAll(value, REDACTED), text.slice(0, 2 * bytesMax));
    return clipped(visibleText(without), bytesMax);
  };

  return (message: string, given: LogFields = {}): SafeRecord => {
    const fields: SafeFields = {};
    let bytesLeft = FIELDS_BYTES_MAX;
    for (const [written, value] of Object.entries(given)) {
      const name = safeText(RESERVED.has(written) ? `field_${written}` : written, 64);
      const held = FORBIDDEN.has(written.toLowerCase())
        ? REDACTED
        : safeValue(value, (text) => safeText(text, bytesLeft));
      bytesLeft -= jsonBytes(name) + jsonBytes(held ?? null);
      if (bytesLeft < 0) break;
      if (held !== undefined) fields[name] = held;
    }
    return { message: safeText(message, MESSAGE_BYTES_MAX), fields };
  };
};

/** Whatever is no scalar comes from code that does not keep to the type; what it holds is not looked at. */
const safeValue = (value: unknown, safeText: (text: string) => string): SafeFields[string] | undefined => {
  if (typeof value === 'string') return safeText(value);
  if (value === undefined || value === null || typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  return '[not a scalar]';
};

const jsonBytes = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));

/** The start of the text that takes at most so many bytes in JSON. */
const clipped = (text: string, bytesMax: number): string => {
  if (jsonBytes(text) <= bytesMax) return text;
  let start = text;
  for (let bytes = jsonBytes(start); start !== '' && bytes > bytesMax - 3; bytes = jsonBytes(start)) {
    start = start.slice(0, Math.min(start.length - 1, Math.floor((start.length * (bytesMax - 3)) / bytes)));
  }
  return `${start.replace(/[\ud800-\udbff]$/, '')}…`;
};
