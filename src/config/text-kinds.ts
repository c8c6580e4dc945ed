import { z } from 'zod';
import type { Kind } from './kind.ts';
import { Secret } from './secret.ts';

const CHARS_MAX = 4_096;
/** Any text on one line. */
export const line = z
  .string()
  .max(CHARS_MAX)
  .refine((value) => !/\p{Cc}/u.test(value));
/** The empty text means: none. */
const emptyAsNull = <Value>(schema: z.ZodType<Value>) => z.union([z.literal('').transform(() => null), schema]);

const aLine = 'text on one line, in quotes';

export const text: Kind<string> = { schema: line.min(1), expects: aLine, placeholder: 'text' };

export const optionalText: Kind<string | null> = { schema: emptyAsNull(line), expects: aLine, placeholder: 'text' };

export const secret: Kind<Secret | null> = {
  schema: emptyAsNull(line.transform((value) => new Secret(value))),
  expects: aLine,
  placeholder: 'secret',
  secret: true,
};

/** A secret that is long enough to be a key. */
export const secretKey = (charsMin: number): Kind<Secret | null> => ({
  ...secret,
  schema: emptyAsNull(line.min(charsMin).transform((value) => new Secret(value))),
  expects: `at least ${charsMin} random characters on one line, in quotes`,
  placeholder: 'key',
});

export const path: Kind<string> = { schema: line.min(1), expects: 'a path', placeholder: 'path', path: true };

export const optionalPath: Kind<string | null> = { ...path, schema: emptyAsNull(line) };

const isPlainHttp = (value: string): boolean => {
  if (!URL.canParse(value) || /[\s\\]/.test(value)) return false;
  const { protocol, username, password, search, hash } = new URL(value);
  return ['http:', 'https:'].includes(protocol) && username + password + search + hash === '' && !/[?#]/.test(value);
};

/** An address without a slash at its end. */
export const optionalHttpUrl: Kind<string | null> = {
  schema: emptyAsNull(line.refine(isPlainHttp).transform((value) => value.replace(/\/+$/, ''))),
  expects: 'an address that begins with http:// or https://, without user, password, ? or #',
  placeholder: 'url',
};
