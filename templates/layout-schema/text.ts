import { z } from 'zod';
import { type Fact, factNames } from '../facts.ts';
import type { Condition } from '../layout.ts';
import { placeholderNames, placesIn } from '../placeholders.ts';
import { color } from './measures.ts';

const conditions = factNames.flatMap((fact: Fact): Condition[] => [fact, `not ${fact}`]);

const whatIsExpected = `expected one of ${factNames.join(', ')}, or "not" before one`;

const condition = z
  .enum(conditions, whatIsExpected)
  .meta({ id: 'condition', description: 'Something that is so of a certificate, or `not` so.' });

/** One condition or several, all of which must hold; none is always so. */
export const when = z
  .union([condition.transform((one) => [one]), z.array(condition).max(8)], whatIsExpected)
  .default([])
  .meta({ description: 'Printed only when this is so; of several, all must be.' });

export const face = z
  .enum(['regular', 'italic', 'bold', 'bold-italic'], 'expected regular, italic, bold or bold-italic')
  .meta({ id: 'face' });

/** zod's word for what it does not know itself. */
export const custom = 'custom';

/** Text with places for values. */
export const pattern = z
  .string('expected text, e.g. "Issued {issuedDate}"')
  .max(2_000, 'expected at most 2000 characters')
  .superRefine((text, context) => {
    for (const name of placesIn(text).filter((place) => !placeholderNames.includes(place))) {
      context.addIssue({ code: custom, message: `there is no value {${name}}`, params: { placeholder: name } });
    }
  })
  .meta({
    id: 'pattern',
    pattern: `^(?:[^{]|\\{(?!\\w+\\})|\\{(?:${placeholderNames.join('|')})\\})*$`,
    description: `Text, with values in braces: ${placeholderNames.map((name) => `\`{${name}}\``).join(', ')}.`,
  });

const span = z
  .strictObject({ text: pattern, face: face.optional(), color: color.optional(), when })
  .meta({ id: 'span', description: 'A part of a paragraph with a look, or a condition, of its own.' });

/** The whole paragraph as one text, or in parts. Blanks between parts are written into them. */
export const text = z
  .union(
    [
      pattern.transform((one) => [{ text: one, when: [] as Condition[] }]),
      z
        .array(z.union([pattern.transform((one) => ({ text: one, when: [] as Condition[] })), span]))
        .min(1)
        .max(40),
    ],
    'expected text, or a list of texts and of parts like { "text": "…", "face": "bold" }',
  )
  .meta({ description: 'One text, or a list of parts; a part can have a face, a colour and a condition of its own.' });
