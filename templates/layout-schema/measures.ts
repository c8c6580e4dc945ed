import { z } from 'zod';
import { toMm } from '../typography.ts';

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

const extentForm = /^(?!0+(?:\.0+)?[mp])(?:[0-4]?\d{1,3}(?:\.\d{1,4})?mm|5000(?:\.0{1,4})?mm|\d{1,4}(?:\.\d{1,4})?pt)$/;

/** A length of something that is there. Nothing on a page is larger, and no page: 5 m. */
export const extent = z
  .string('expected a length with its unit, e.g. "163mm" or "12pt"')
  .regex(form, { error: 'expected a length with its unit, e.g. "163mm" or "12pt"', abort: true })
  .regex(extentForm, 'expected a length above 0, and at most 5000mm, e.g. "12mm"')
  .meta({
    id: 'extent',
    description: 'A length above 0, and at most 5 m, with its unit, `mm` or `pt` (1/72 inch): `"163mm"`, `"12.5pt"`.',
  })
  .transform(inMm);

const sizeForm = /^0{0,2}(?:(?:[1-9]\d?|[1-3]\d\d)(?:\.\d{1,2})?|400(?:\.0{1,2})?)pt$/;
const sizeExpected = 'expected a font size from "1pt" to "400pt", e.g. "12pt"';

/** A font size, understood as points. */
export const fontSize = z
  .string(sizeExpected)
  .regex(sizeForm, sizeExpected)
  .meta({ id: 'fontSize', description: 'A font size in points, from 1 to 400: `"12pt"`.' })
  .transform((text) => Number.parseFloat(text));

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
