import { z } from 'zod';
import type { Background, QrCode, Shade } from '../layout.ts';
import { extent, hexColor, length } from './measures.ts';
import { pattern, when } from './text.ts';

const named = {
  'A4 landscape': { widthMm: 297, heightMm: 210 },
  'A4 portrait': { widthMm: 210, heightMm: 297 },
  'letter landscape': { widthMm: 279.4, heightMm: 215.9 },
  'letter portrait': { widthMm: 215.9, heightMm: 279.4 },
} as const;
type Named = keyof typeof named;

/** The language of a layout's words. */
export const language = z
  .string('expected a language tag, e.g. "en" or "pt-BR"')
  .max(35)
  .regex(/^[a-zA-Z]{2,3}(?:-[a-zA-Z0-9]{1,8})*$/, 'expected a language tag, e.g. "en" or "pt-BR"')
  .refine(isLanguage, 'expected a language tag, e.g. "en" or "pt-BR"')
  .default('en')
  .meta({
    description:
      'The language of the layout’s words, as a BCP 47 tag: `"en"`, `"pt-BR"`. Programs that read aloud choose their voice by it.',
  });

export const page = z
  .union(
    [
      z.enum(Object.keys(named) as [Named, ...Named[]]).transform((name) => named[name]),
      z
        .strictObject({ width: extent, height: extent })
        .transform(({ width, height }) => ({ widthMm: width, heightMm: height })),
    ],
    `expected ${Object.keys(named).join(', ')}, or { "width": "297mm", "height": "210mm" }`,
  )
  .meta({ description: 'The page’s size, by name or by its two sides.' });

/** A tag of the right form can still be none, as `en-a` is. */
function isLanguage(tag: string): boolean {
  try {
    return new Intl.Locale(tag).toString() !== '';
  } catch {
    return false;
  }
}

const file = (kind: string, endings: string) =>
  z
    .string(`expected the name of a ${kind} file in template_data`)
    .regex(
      new RegExp(`^[^/\\\\\\p{Cc}.][^/\\\\\\p{Cc}]{0,199}\\.(?:${endings})$`, 'u'),
      `expected the name of a ${kind} file in template_data, without folders`,
    );

const alt = pattern.optional().meta({
  description: 'What is to be seen, in words, for those who do not see it; without it, the file is decoration.',
});

export const background = z
  .union(
    [
      z
        .strictObject({ ornament: z.strictObject({ band: z.strictObject({ left: length, width: extent }) }) })
        .meta({ description: 'The drawn frame, with a band of waves and a seal, in the layout’s colours.' }),
      z
        .strictObject({ image: file('PNG or JPEG', '[pP][nN][gG]|[jJ][pP][eE]?[gG]'), alt })
        .meta({ description: 'An image over the whole page.' }),
      z
        .strictObject({ pdf: file('PDF', '[pP][dD][fF]'), page: z.int().min(1).max(10).default(1), alt })
        .meta({ description: 'A page of a PDF.' }),
    ],
    'expected { "ornament": … }, { "image": "…png" } or { "pdf": "…pdf" }',
  )
  .optional()
  .transform((given): Background => {
    if (!given) return { type: 'none' };
    if (!('ornament' in given)) {
      const place = 'image' in given ? { file: given.image, page: 1 } : { file: given.pdf, page: given.page };
      return { type: 'file', ...place, ...(given.alt ? { alternative: given.alt } : {}) };
    }
    const { left, width } = given.ornament.band;
    return { type: 'ornament', band: { leftMm: left, widthMm: width } };
  })
  .meta({ description: 'What lies under the text. A PDF of the course’s own takes its place.' });

/** One colour for every certificate, or one for each kind. */
export const shade = z
  .union(
    [
      hexColor.transform((one) => ({ honor: one, verified: one })),
      z.strictObject({ honor: hexColor, verified: hexColor }),
    ],
    'expected a colour "#rrggbb", or { "honor": "#rrggbb", "verified": "#rrggbb" }',
  )
  .transform((given): Shade => given);

export const qr = z
  .strictObject({
    box: z.strictObject({ left: length, top: length, size: extent }),
    level: z.enum(['L', 'M', 'Q', 'H'], 'expected L, M, Q or H').default('M'),
    quietZone: z.int().min(0).max(20).default(4).meta({ description: 'The margin, in modules; readers ask for 4.' }),
    dark: hexColor.default('#000000'),
    alt: pattern
      .default('QR code that leads to {verifyAddress}')
      .meta({ description: 'What the code is, in words, for those who do not see it.' }),
    light: z.union([hexColor, z.null()]).default('#ffffff').meta({ description: '`null` draws no ground.' }),
    when,
  })
  .transform(
    ({ box: { left, top, size }, alt, ...look }): QrCode => ({
      leftMm: left,
      topMm: top,
      sizeMm: size,
      alternative: alt,
      ...look,
    }),
  )
  .meta({ id: 'qr', description: 'A QR code that leads to the verification page; on signed certificates only.' });
