import { z } from 'zod';
import type { Background, QrCode, Shade } from '../layout.ts';
import { extent, hexColor, length } from './measures.ts';
import { when } from './text.ts';

const named = {
  'A4 landscape': { widthMm: 297, heightMm: 210 },
  'A4 portrait': { widthMm: 210, heightMm: 297 },
  'letter landscape': { widthMm: 279.4, heightMm: 215.9 },
  'letter portrait': { widthMm: 215.9, heightMm: 279.4 },
} as const;
type Named = keyof typeof named;

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

const file = (kind: string, endings: string) =>
  z
    .string(`expected the name of a ${kind} file in template_data`)
    .regex(
      new RegExp(`^[^/\\\\\\p{Cc}.][^/\\\\\\p{Cc}]{0,199}\\.(?:${endings})$`, 'iu'),
      `expected the name of a ${kind} file in template_data, without folders`,
    );

export const background = z
  .union(
    [
      z
        .strictObject({ ornament: z.strictObject({ band: z.strictObject({ left: length, width: extent }) }) })
        .meta({ description: 'The drawn frame, with a band of waves and a seal, in the layout’s colours.' }),
      z
        .strictObject({ image: file('PNG or JPEG', 'png|jpe?g') })
        .meta({ description: 'An image over the whole page.' }),
      z
        .strictObject({ pdf: file('PDF', 'pdf'), page: z.int().min(1).max(10).default(1) })
        .meta({ description: 'A page of a PDF.' }),
    ],
    'expected { "ornament": … }, { "image": "…png" } or { "pdf": "…pdf" }',
  )
  .optional()
  .transform((given): Background => {
    if (!given) return { type: 'none' };
    if ('image' in given) return { type: 'file', file: given.image, page: 1 };
    if ('pdf' in given) return { type: 'file', file: given.pdf, page: given.page };
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
    light: z.union([hexColor, z.null()]).default('#ffffff').meta({ description: '`null` draws no ground.' }),
    when,
  })
  .transform(({ box: { left, top, size }, ...look }): QrCode => ({ leftMm: left, topMm: top, sizeMm: size, ...look }))
  .meta({ id: 'qr', description: 'A QR code that leads to the verification page; on signed certificates only.' });
