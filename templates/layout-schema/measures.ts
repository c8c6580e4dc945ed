import { z } from 'zod';
import { toMm } from '../typography.ts';

/** Nothing on a page is further away, and no page is larger: 5 m. */
const LENGTH_MAX_MM = 5_000;
const form = /^(-?\d{1,4}(?:\.\d{1,4})?)(mm|pt)$/;

const inMm = (text: string): number => {
  const [, number = '', unit] = form.exec(text) ?? [];
  return unit === 'pt' ? toMm(Number(number)) : Number(number);
};

/** A length with its unit, understood as millimetres. */
export const length = z
  .string('expected a length with its unit, e.g. "163mm" or "12pt"')
  .regex(form, 'expected a length with its unit, e.g. "163mm" or "12pt"')
  .meta({ id: 'length', description: 'A length with its unit, `mm` or `pt` (1/72 inch): `"163mm"`, `"12.5pt"`.' })
  .transform(inMm);

/** A length of something that is there. */
export const extent = length.refine((mm) => mm > 0 && mm <= LENGTH_MAX_MM, 'expected a length above 0, e.g. "12mm"');

const sizeForm = /^(\d{1,3}(?:\.\d{1,2})?)pt$/;

/** A font size, understood as points. */
export const fontSize = z
  .string('expected a font size in points, e.g. "12pt"')
  .regex(sizeForm, 'expected a font size in points, e.g. "12pt"')
  .meta({ id: 'fontSize', description: 'A font size in points: `"12pt"`.' })
  .transform((text) => Number.parseFloat(text))
  .refine((points) => points >= 1 && points <= 400, 'expected a font size from "1pt" to "400pt"');

const hexForm = /^#[0-9a-fA-F]{6}$/;
export const hexColor = z
  .string('expected a colour as "#rrggbb", e.g. "#009fe2"')
  .regex(hexForm, 'expected a colour as "#rrggbb", e.g. "#009fe2"')
  .meta({ id: 'hexColor', description: 'A colour as `"#rrggbb"`.' });

/** A colour by its name in the layout's `colors`, or as it is. */
export const color = z
  .string('expected a colour: a name of `colors`, or "#rrggbb"')
  .regex(/^(?:#[0-9a-fA-F]{6}|[a-zA-Z][\w-]{0,39})$/, 'expected a colour: a name of `colors`, or "#rrggbb"')
  .meta({
    id: 'color',
    description: 'A name of `colors` (`ink`, `accent`, `tint` and `line` are always there), or `"#rrggbb"`.',
  });
