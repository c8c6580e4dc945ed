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
type Path = { readonly corners: Point[]; isStraight: boolean; area: Area };

/**
 * Follows the paths of a page, and notes what is painted.
 *
 * @param onPaint is called before something is painted.
 */
export const createPainter = (graphics: () => Graphics, onPaint: () => void): Painter => {
  const shapes: PaintedShape[] = [];
  let paths: Path[] = [];

  const begin = (corner: Point): void => {
    paths.push({ corners: [corner], isStraight: true, area: areaAround(corner) });
  };
  const goTo = (points: readonly number[], isStraight: boolean): void => {
    const path = paths.at(-1);
    if (!path) return;
    for (let at = 0; at + 1 < points.length; at += 2) {
      const point = placed([points[at] ?? 0, points[at + 1] ?? 0], graphics().matrix);
      if (path.corners.length <= cornersMax) path.corners.push(point);
      path.area = widened(path.area, point);
    }
    path.isStraight &&= isStraight;
  };

  const paint = (isFilled: boolean, isOutlined: boolean): void => {
    if (paths.length > 0) onPaint();
    const { ink, opacity, lineWidth, matrix } = graphics();
    const edge = isOutlined ? (lineWidth * scaleOf(matrix)) / 2 : 0;
    for (const path of paths) {
      const rectangle = path.isStraight ? rectangleOf(path.corners) : undefined;
      if (isFilled && rectangle) shapes.push({ ...rectangle, lightness: 1 - (1 - lightnessOf(ink)) * opacity });
      if (!rectangle || isOutlined) shapes.push({ ...enlarged(path.area, edge), lightness: undefined });
    }
    paths = [];
  };
  const lineTo = (operands: readonly PdfValue[]): void => goTo(numbersOf(operands), true);
  const curveTo = (operands: readonly PdfValue[]): void => goTo(numbersOf(operands), false);

  return {
    shapes,
    operations: {
      re: (operands) => {
        const [x = 0, y = 0, width = 0, height = 0] = numbersOf(operands);
        begin(placed([x, y], graphics().matrix));
        goTo([x + width, y, x + width, y + height, x, y + height], true);
      },
      m: (operands) => begin(placed(numbersOf(operands), graphics().matrix)),
      l: lineTo,
      ...each(['c', 'v', 'y'], curveTo),
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

const each = (operators: readonly string[], operation: Operations[string]): Operations =>
  Object.fromEntries(operators.map((operator) => [operator, operation]));

/** A rectangle may come back to its first corner; a path with more is none. */
const cornersMax = 5;

const areaAround = ([x, y]: Point): Area => ({ left: x, right: x, bottom: y, top: y });

const widened = ({ left, right, bottom, top }: Area, [x, y]: Point): Area => ({
  left: Math.min(left, x),
  right: Math.max(right, x),
  bottom: Math.min(bottom, y),
  top: Math.max(top, y),
});

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
  return widened(areaAround(first), third);
};
