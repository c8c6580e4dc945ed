import { z } from 'zod';
import type { Block, Layout } from '../layout.ts';
import { defaultColors } from '../palettes.ts';
import { block } from './block.ts';
import { background, language, page, qr, shade } from './page.ts';
import { custom } from './text.ts';

const parts = z.strictObject({
  $schema: z.string().max(300).optional(),
  title: z.string().max(200).optional().meta({ description: 'What the layout is for, for those who read it.' }),
  language,
  page,
  background,
  colors: z
    .record(z.string().regex(/^[a-zA-Z][\w-]{0,39}$/), shade)
    .default({})
    .meta({ description: 'Colours by name, over those that are always there.' }),
  blocks: z.array(block).min(1).max(100),
  qr: z.array(qr).max(4).default([]),
});

/** A layout as it stands in a file, and as it is used. */
export const layoutSchema = parts
  .transform(
    ({ language, page, background, colors, blocks, qr }): Layout => ({
      language,
      page,
      background,
      colors: { ...defaultColors, ...colors },
      blocks,
      qr,
    }),
  )
  .superRefine((layout, context) => {
    for (const { path, message } of faultsOf(layout)) context.addIssue({ code: custom, path: [...path], message });
  });

type Fault = Readonly<{ path: readonly (string | number)[]; message: string }>;

/** What no single field can know. */
const faultsOf = (layout: Layout): readonly Fault[] => [
  ...layout.blocks.flatMap((block, at) =>
    faultsOfBlock(block, at, layout).map(({ path, message }) => ({ path: ['blocks', at, ...path], message })),
  ),
  ...layout.qr.flatMap(({ leftMm, topMm, sizeMm }, at) =>
    isOnPage({ leftMm, topMm, widthMm: sizeMm, heightMm: sizeMm }, layout)
      ? []
      : [{ path: ['qr', at, 'box'], message: `the code does not lie on the page${sizeOf(layout)}` }],
  ),
];

const faultsOfBlock = (block: Block, at: number, layout: Layout): readonly Fault[] => {
  const earlier = new Set(layout.blocks.slice(0, at).map(({ role }) => role));
  const isUnknown = (color: string): boolean => !color.startsWith('#') && !Object.hasOwn(layout.colors, color);
  // A part without a colour of its own has the block's.
  const parts = block.spans.flatMap(({ color }, part) =>
    color !== block.color && isUnknown(color) ? [{ path: ['text', part, 'color'], color }] : [],
  );
  const unknown = [...(isUnknown(block.color) ? [{ path: ['color'], color: block.color }] : []), ...parts];
  const box = block.baselineMm === undefined ? block.box : { ...block.box, topMm: block.baselineMm, heightMm: 0 };
  return [
    ...(earlier.has(block.role) ? [{ path: ['role'], message: `another block is called "${block.role}", too` }] : []),
    ...(block.below && !earlier.has(block.below.role)
      ? [{ path: ['below', 'role'], message: `no earlier block is called "${block.below.role}"` }]
      : []),
    ...unknown.map(({ path, color }) => ({
      path,
      message: `"${color}" is no name of \`colors\`: expected one of ${Object.keys(layout.colors).join(', ')}, or "#rrggbb"`,
    })),
    ...(isOnPage(box, layout) ? [] : [{ path: ['box'], message: `the box does not lie on the page${sizeOf(layout)}` }]),
  ];
};

const sizeOf = ({ page: { widthMm, heightMm } }: Layout): string =>
  `, which is ${Math.round(widthMm * 100) / 100}mm wide and ${Math.round(heightMm * 100) / 100}mm high`;

/** Points and millimetres are not whole numbers of each other. */
const toleranceMm = 0.01;

const isOnPage = ({ leftMm, topMm, widthMm, heightMm }: Block['box'], { page }: Layout): boolean =>
  leftMm >= -toleranceMm &&
  topMm >= -toleranceMm &&
  leftMm + widthMm <= page.widthMm + toleranceMm &&
  topMm + heightMm <= page.heightMm + toleranceMm;

/** For editors: what a layout's file can hold. `templates/layout.schema.json` is this. */
export const layoutJsonSchema = (): object => ({
  $id: 'layout.schema.json',
  title: 'A layout of certificate-agent',
  ...z.toJSONSchema(parts, { io: 'input' }),
});
