import type { Graphics } from './graphics.ts';
import { lightnessOf } from './ink.ts';
import { type Matrix, type Point, placed } from './matrix.ts';
import { numbersOf, type Operations } from './operations.ts';
import type { PdfValue } from './pdf-values.ts';

/** An upright part of the page; points from its lower left corner. */
export type Area = Readonly<{ left: number; bottom: number; right: number; top: number }>;

/** A shape that is painted. Shapes lie over those that were painted before them. */
export type PaintedShape = Area &
  Readonly<{
    /** What it is filled with, from 0, black, to 1, white; undefined for all but filled rectangles that stand upright. */
    lightness: number | undefined;
  }>;

type Painter = Readonly<{ operations: Operations; shapes: readonly PaintedShape[] }>;

/** The first corners of a path, and how far all of it goes. */
type Path = {
  readonly corners: Point[];
  isStraight: boolean;
  left: number;
  right: number;
  bottom: number;
  top: number;
};

/**
 * Follows the paths of a page, and notes what is painted. Written for speed: an ornament has thousands of points.
 *
 * @param onPaint is called before something is painted.
 */
export const createPainter = (graphics: () => Graphics, onPaint: () => void): Painter => {
  const shapes: PaintedShape[] = [];
  let paths: Path[] = [];

  const begin = (x: number, y: number): void => {
    const [left, bottom] = placed([x, y], graphics().matrix);
    paths.push({ corners: [[left, bottom]], isStraight: true, left, right: left, bottom, top: bottom });
  };
  /** Goes through all of the points, or near them. */
  const goOn = (points: readonly PdfValue[]): void => {
    const path = paths.at(-1);
    if (!path) return;
    const [a, b, c, d, e, f] = graphics().matrix;
    for (let at = 0; at + 1 < points.length; at += 2) {
      const [x, y] = [numberOr(points[at]), numberOr(points[at + 1])];
      const [left, bottom] = [a * x + c * y + e, b * x + d * y + f];
      if (path.corners.length <= cornersMax) path.corners.push([left, bottom]);
      if (left < path.left) path.left = left;
      if (left > path.right) path.right = left;
      if (bottom < path.bottom) path.bottom = bottom;
      if (bottom > path.top) path.top = bottom;
    }
  };
  const curve = (points: readonly PdfValue[]): void => {
    const path = paths.at(-1);
    if (path) path.isStraight = false;
    goOn(points);
  };

  const paint = (isFilled: boolean, isOutlined: boolean): void => {
    if (paths.length > 0) onPaint();
    const { ink, opacity, lineWidth, matrix } = graphics();
    const edge = isOutlined ? (lineWidth * scaleOf(matrix)) / 2 : 0;
    for (const path of paths) {
      const rectangle = path.isStraight ? rectangleOf(path.corners) : undefined;
      if (isFilled && rectangle) shapes.push({ ...rectangle, lightness: 1 - (1 - lightnessOf(ink)) * opacity });
      if (!rectangle || isOutlined) shapes.push({ ...enlarged(path, edge), lightness: undefined });
    }
    paths = [];
  };

  return {
    shapes,
    operations: {
      re: (operands) => {
        const [x = 0, y = 0, width = 0, height = 0] = numbersOf(operands);
        begin(x, y);
        goOn([x + width, y, x + width, y + height, x, y + height]);
      },
      m: ([x, y]) => begin(numberOr(x), numberOr(y)),
      l: goOn,
      ...each(['c', 'v', 'y'], curve),
      ...each(['f', 'F', 'f*'], () => paint(true, false)),
      ...each(['B', 'B*', 'b', 'b*'], () => paint(true, true)),
      ...each(['S', 's'], () => paint(false, true)),
      h: () => undefined,
      n: () => {
        paths = [];
      },
    },
  };
};

const numberOr = (value: PdfValue | undefined): number => (typeof value === 'number' ? value : Number.NaN);

const each = (operators: readonly string[], operation: Operations[string]): Operations =>
  Object.fromEntries(operators.map((operator) => [operator, operation]));

/** A rectangle may come back to its first corner; a path with more is none. */
const cornersMax = 5;

const enlarged = ({ left, right, bottom, top }: Area, edge: number): Area => ({
  left: left - edge,
  right: right + edge,
  bottom: bottom - edge,
  top: top + edge,
});

const scaleOf = ([a, b, c, d]: Matrix): number => Math.max(Math.hypot(a, b), Math.hypot(c, d));

/** The rectangle that a path goes round, when it is one and stands upright; also when it comes back to its start. */
const rectangleOf = (points: readonly Point[]): Area | undefined => {
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
