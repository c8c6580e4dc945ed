import { z } from 'zod';
import { Secret } from './secret.ts';

/** A kind of value: how it is checked and turned into what the program uses, and how that is said to a person. */
export type Kind<Value> = Readonly<{
  schema: z.ZodType<Value>;
  /** Completes "expected …". */
  expects: string;
  /** Stands for the value in `--flag <placeholder>`. */
  placeholder: string;
  /** True: shown to nobody. */
  secret?: boolean;
  /** True: a flag without a value means yes, and `--no-…` means no. */
  onOff?: boolean;
  /** True: a leading `~/` means the home directory. */
  path?: boolean;
}>;

const CHARS_MAX = 4_096;
const line = z
  .string()
  .max(CHARS_MAX)
  .refine((value) => !/\p{Cc}/u.test(value));
const emptyAsNull = <Value>(schema: z.ZodType<Value>) => z.union([z.literal('').transform(() => null), schema]);

const aLine = 'text on one line, in quotes';

export const text: Kind<string> = { schema: line.min(1), expects: aLine, placeholder: 'text' };

/** Text, where the empty text is a value of its own. */
export const textOrEmpty: Kind<string | null> = { schema: line, expects: aLine, placeholder: 'text' };

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
});

export const path: Kind<string> = { schema: line.min(1), expects: 'a path', placeholder: 'path', path: true };

export const optionalPath: Kind<string | null> = { ...path, schema: emptyAsNull(line) };

const words = new Map([
  ...['true', 'yes', 'on', '1'].map((word) => [word, true] as const),
  ...['false', 'no', 'off', '0'].map((word) => [word, false] as const),
]);

/** Old files also hold `"true"`, so words are understood as well. */
export const onOff: Kind<boolean> = {
  schema: z.union([
    z.boolean(),
    z.string().transform((word, context) => {
      const value = words.get(word.trim().toLowerCase());
      if (value === undefined) context.addIssue('not a yes or no');
      return value ?? z.NEVER;
    }),
  ]),
  expects: 'true or false',
  placeholder: 'true|false',
  onOff: true,
};

/** A whole number, times `factor`: settings speak in seconds or days, the program in milliseconds. */
export const wholeNumber = (
  unit: string,
  { min, max, factor = 1 }: { min: number; max: number; factor?: number },
): Kind<number> => ({
  schema: z
    .union([
      z.number(),
      z
        .string()
        .trim()
        .regex(/^\d{1,15}$/)
        .transform(Number),
    ])
    .pipe(z.number().int().min(min).max(max))
    .transform((value) => value * factor),
  expects: `a whole number of ${unit} from ${min} to ${max}`,
  placeholder: unit,
});

export const seconds = (min: number, max: number): Kind<number> => wholeNumber('seconds', { min, max, factor: 1_000 });

export const choice = <const Word extends string>(...choices: readonly Word[]): Kind<Word> => ({
  schema: z
    .string()
    .transform((word) => word.toLowerCase())
    .pipe(z.enum(choices)) as unknown as z.ZodType<Word>,
  expects: `one of: ${choices.join(', ')}`,
  placeholder: choices.join('|'),
});

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

/** Names by name; as a flag or a variable, JSON. */
export const namesByName: Kind<Readonly<Record<string, string>>> = {
  schema: z.union([z.record(z.string(), line), z.string().transform(parsedJson).pipe(z.record(z.string(), line))]),
  expects: 'long names by short name, e.g. {"edX": "edX Inc."}',
  placeholder: 'json',
};

function parsedJson(value: string, context: z.RefinementCtx): unknown {
  try {
    return JSON.parse(value);
  } catch {
    context.addIssue('not JSON');
    return z.NEVER;
  }
}
