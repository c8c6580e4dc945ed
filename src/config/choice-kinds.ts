import { z } from 'zod';
import type { Kind } from './kind.ts';
import { line } from './text-kinds.ts';

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
  factor,
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
