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

type Point = readonly [number, number];
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
  let path: Point[][] = [];

  const fill = (): void => {
    for (const points of path) {
      const rectangle = rectangleOf(points);
      if (rectangle) rectangles.push({ ...rectangle, lightness });
    }
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
        const [right, top] = [x + width, y + height];
        path.push(
          [
            [x, y],
            [right, y],
            [right, top],
            [x, top],
          ].map((corner) => placed(corner, matrix)),
        );
      },
      m: (operands) => void path.push([placed(numbersOf(operands), matrix)]),
      l: (operands) => void path.at(-1)?.push(placed(numbersOf(operands), matrix)),
      ...Object.fromEntries(['c', 'v', 'y'].map((operator) => [operator, () => void path.at(-1)?.push(curved)])),
      ...Object.fromEntries(['f', 'F', 'f*', 'B', 'B*', 'b', 'b*'].map((operator) => [operator, fill])),
      ...Object.fromEntries(['S', 's', 'n'].map((operator) => [operator, forget])),
      ...Object.fromEntries(['g', 'rg', 'k', 'sc', 'scn'].map((operator) => [operator, color])),
    },
  };
};

/** Stands in a path for what is no corner. */
const curved: Point = [Number.NaN, Number.NaN];

const placed = ([x = 0, y = 0]: readonly number[], [a, b, c, d, e, f]: Matrix): Point => [
  a * x + c * y + e,
  b * x + d * y + f,
];

/** The rectangle that a path goes round, when it is one and stands upright; also when it comes back to its start. */
const rectangleOf = (points: readonly Point[]): Omit<PaintedRectangle, 'lightness'> | undefined => {
  const [first, second, third, fourth, fifth] = points;
  if (!first || !second || !third || !fourth || points.length > 5) return undefined;
  if (fifth && (fifth[0] !== first[0] || fifth[1] !== first[1])) return undefined;
  const [firstWay, otherWay] = first[1] === second[1] ? [1, 0] : [0, 1];
  const isUpright =
    first[firstWay] === second[firstWay] &&
    second[otherWay] === third[otherWay] &&
    third[firstWay] === fourth[firstWay] &&
    fourth[otherWay] === first[otherWay];
  if (!isUpright) return undefined;
  return {
    left: Math.min(first[0], third[0]),
    right: Math.max(first[0], third[0]),
    bottom: Math.min(first[1], third[1]),
    top: Math.max(first[1], third[1]),
  };
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
