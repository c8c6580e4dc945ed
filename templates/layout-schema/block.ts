import { z } from 'zod';
import type { Block, Span, Step } from '../layout.ts';
import type { Face } from '../typography.ts';
import { color, extent, fontSize, length } from './measures.ts';
import { face, text, when } from './text.ts';

const role = z
  .string('expected a name of its own for the block, e.g. "course title"')
  .regex(/^[a-zA-Z][\w -]{0,39}$/, 'expected a name of its own for the block, e.g. "course title"')
  .meta({ id: 'role', description: 'The block’s name in messages and in `below`; each block has another one.' });

const box = z
  .strictObject({ left: length, width: extent, top: length.optional(), baseline: length.optional(), height: extent })
  .refine(
    ({ top, baseline }) => (top === undefined) !== (baseline === undefined),
    'expected either "top" (the box’s upper edge) or "baseline" (of the first line)',
  )
  .meta({
    id: 'box',
    description:
      'From the page’s upper left corner. `top` is the box’s upper edge; with `baseline` instead, the first line stands ' +
      'on it, whatever its size, and `height` is the room from the top of that line downwards.',
    oneOf: [{ required: ['top'] }, { required: ['baseline'] }],
  });

const linesMax = z.int('expected a number of lines, e.g. 2').min(1).max(100);
const limits = {
  widthMax: extent.optional().meta({ description: 'At most this wide, although the box may be wider.' }),
  linesMax: linesMax
    .optional()
    .meta({ description: 'At most so many lines, although the box may have room for more.' }),
};
const step = z.strictObject({ size: fontSize, ...limits });
const scale = z
  .strictObject({ from: fontSize, to: fontSize, ...limits })
  .refine(({ from, to }) => from >= to, '"from" is the larger size, "to" the smaller one')
  .meta({ description: 'Every whole point from the larger to the smaller size.' });

/** Tries, the largest first. */
const sizes = z
  .union(
    [
      fontSize.transform((size) => [{ size }]),
      scale,
      z
        .array(z.union([step, scale]))
        .min(1)
        .max(20),
    ],
    'expected a size like "12pt", a list of sizes like [{ "size": "34pt" }, …], or { "from": "42pt", "to": "12pt" }',
  )
  .transform((given): readonly Step[] => [given].flat().flatMap(stepsOf))
  .meta({
    description:
      'The sizes to try, in this order; the first at which the whole text fits is taken. A text that fits none is set ' +
      'smaller still: nothing is ever cut.',
  });

type Limits = { widthMax?: number | undefined; linesMax?: number | undefined };

const stepsOf = (given: Limits & ({ size: number } | { from: number; to: number })): readonly Step[] => {
  const limits = {
    ...(given.widthMax === undefined ? {} : { widthMaxMm: given.widthMax }),
    ...(given.linesMax === undefined ? {} : { linesMax: given.linesMax }),
  };
  if ('size' in given) return [{ sizePt: given.size, ...limits }];
  const count = Math.floor(given.from - given.to);
  return Array.from({ length: count + 1 }, (_, index) => ({ sizePt: given.from - index, ...limits }));
};

const linkExpected = 'expected "verify" or an https address, e.g. "https://example.org"';

export const block = z
  .strictObject({
    role,
    text,
    face: face.default('regular'),
    color: color.default('ink'),
    align: z.enum(['left', 'center', 'right'], 'expected left, center or right').default('left'),
    vertical: z.enum(['top', 'middle', 'bottom'], 'expected top, middle or bottom').default('top'),
    box,
    sizes,
    below: z
      .strictObject({ role, gap: length })
      .optional()
      .meta({ description: 'Moves down when that earlier block needs the room; `gap` stays between them.' }),
    when,
    tag: z
      .enum(['H1', 'H2', 'H3', 'H4', 'H5', 'H6', 'P'], 'expected H1 to H6 (a heading) or P (a paragraph)')
      .optional()
      .meta({
        description:
          'What the block is to programs that read aloud: a heading, `H1` to `H6`, or a paragraph, `P`. Without it, ' +
          '`heading` is `H1`, `name` is `H2` (`H1` when there is no heading), everything else `P`.',
      }),
    link: z
      .union(
        [
          z.literal('verify'),
          z.url({ protocol: /^https$/, error: linkExpected }).meta({ pattern: '^[hH][tT][tT][pP][sS]:' }),
        ],
        'expected "verify" or an https address',
      )
      .optional()
      .meta({ description: 'Where the paragraph leads: `verify`, or an https address.' }),
  })
  .transform(({ text: spans, box: { left, width, top, baseline, height }, sizes: steps, ...rest }): Block => {
    const { face, color, below, link, tag, ...others } = rest;
    return {
      ...others,
      face,
      color,
      spans: spans.map((part) => spanOf(part, { face, color })) as [Span, ...Span[]],
      box: { leftMm: left, widthMm: width, topMm: top ?? 0, heightMm: height },
      steps: steps as [Step, ...Step[]],
      ...(baseline === undefined ? {} : { baselineMm: baseline }),
      ...(below ? { below: { role: below.role, gapMm: below.gap } } : {}),
      ...(link ? { link } : {}),
      ...(tag ? { tag } : {}),
    };
  });

type Part = Readonly<{ text: string; face?: Face | undefined; color?: string | undefined; when: Span['when'] }>;

const spanOf = ({ text, face, color, when }: Part, look: Pick<Span, 'face' | 'color'>): Span => ({
  pattern: text,
  face: face ?? look.face,
  color: color ?? look.color,
  when,
});
