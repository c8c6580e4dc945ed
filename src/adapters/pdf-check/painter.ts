import { numbersOf, type Operations } from './operations.ts';
import type { PdfValue } from './pdf-values.ts';

/** A filled rectangle that stands upright; points from the page's lower left corner. */
export type PaintedRectangle = Readonly<{
  left: number;
  bottom: number;
  right: number;
  top: number;
  /** From 0, black, to 1, white. */
  lightness: number;
}>;

type Matrix = readonly [number, number, number, number, number, number];
type Painter = Readonly<{
  operations: Operations;
  /** Remembers colour and place. @returns what brings them back. */
  keep: () => () => void;
  rectangles: readonly PaintedRectangle[];
}>;

/** Follows colour, place and paths of a page, and notes the rectangles that are filled. */
export const createPainter = (): Painter => {
  const rectangles: PaintedRectangle[] = [];
  let matrix: Matrix = [1, 0, 0, 1, 0, 0];
  let lightness = 0;
  let path: PaintedRectangle[] = [];

  const fill = (): void => {
    rectangles.push(...path.map((rectangle) => ({ ...rectangle, lightness })));
    path = [];
  };
  const forget = (): void => {
    path = [];
  };
  const color = (operands: readonly PdfValue[]): void => {
    lightness = lightnessOf(numbersOf(operands));
  };

  return {
    rectangles,
    keep: () => {
      const kept = { matrix, lightness };
      return () => {
        ({ matrix, lightness } = kept);
      };
    },
    operations: {
      cm: (operands) => {
        matrix = multiplied(numbersOf(operands) as Matrix, matrix);
      },
      re: (operands) => {
        const [x = 0, y = 0, width = 0, height = 0] = numbersOf(operands);
        if (matrix[1] === 0 && matrix[2] === 0) path.push(placed([x, y, x + width, y + height], matrix));
      },
      ...Object.fromEntries(['f', 'F', 'f*', 'B', 'B*', 'b', 'b*'].map((operator) => [operator, fill])),
      ...Object.fromEntries(['S', 's', 'n'].map((operator) => [operator, forget])),
      ...Object.fromEntries(['g', 'rg', 'k', 'sc', 'scn'].map((operator) => [operator, color])),
    },
  };
};

const placed = ([x1, y1, x2, y2]: readonly [number, number, number, number], matrix: Matrix): PaintedRectangle => {
  const [a, , , d, e, f] = matrix;
  const [xs, ys] = [[a * x1 + e, a * x2 + e] as const, [d * y1 + f, d * y2 + f] as const];
  return { left: Math.min(...xs), right: Math.max(...xs), bottom: Math.min(...ys), top: Math.max(...ys), lightness: 0 };
};

const multiplied = ([a, b, c, d, e, f]: Matrix, [A, B, C, D, E, F]: Matrix): Matrix => [
  a * A + b * C,
  a * B + b * D,
  c * A + d * C,
  c * B + d * D,
  e * A + f * C + E,
  e * B + f * D + F,
];

/** Of one number grey, of three red, green and blue, of four the inks. A pattern counts as black. */
const lightnessOf = (values: readonly number[]): number => {
  const [first = 0, second = 0, third = 0, ink = 0] = values;
  if (values.some(Number.isNaN)) return 0;
  if (values.length === 1) return first;
  if (values.length === 3) return 0.2126 * first + 0.7152 * second + 0.0722 * third;
  return Math.max(0, 1 - ink - 0.2126 * first - 0.7152 * second - 0.0722 * third);
};
