/** So many points on each swing of a curve: fewer look angular, more make the file larger. */
const pointsPerSwing = 6;

/** A point in points from the page's upper left corner. */
export type Point = Readonly<{ x: number; y: number }>;

/** `count` values from 0 to 1, both ends included. */
export const fractions = (count: number): readonly number[] =>
  Array.from({ length: count }, (_, index) => index / (count - 1));

/**
 * A smooth curve through all of the points (Catmull-Rom, as Bézier segments).
 *
 * @returns path data as in SVG, absolute, rounded to 1/100 of a point: the same on every machine.
 */
const curveThrough = (points: readonly Point[], { closed = false } = {}): string => {
  const at = (index: number): Point => {
    const wrapped = closed ? (index + points.length) % points.length : Math.min(Math.max(index, 0), points.length - 1);
    return points[wrapped] ?? { x: 0, y: 0 };
  };
  const segments = Array.from({ length: closed ? points.length : points.length - 1 }, (_, index) => {
    const [before, from, to, after] = [at(index - 1), at(index), at(index + 1), at(index + 2)];
    const leaving = { x: from.x + (to.x - before.x) / 6, y: from.y + (to.y - before.y) / 6 };
    const arriving = { x: to.x - (after.x - from.x) / 6, y: to.y - (after.y - from.y) / 6 };
    return `C${[leaving, arriving, to].map(written).join(' ')}`;
  });
  return `M${written(at(0))}${segments.join('')}${closed ? 'Z' : ''}`;
};

const written = ({ x, y }: Point): string => `${round(x)} ${round(y)}`;
const round = (value: number): number => Math.round(value * 100) / 100;

/** A closed curve around a centre whose radius swings `lobes` times between the two radii. */
export const rosette = (
  centre: Point,
  { innerPt, outerPt, lobes, turn }: Readonly<{ innerPt: number; outerPt: number; lobes: number; turn: number }>,
): string => {
  const points = fractions(lobes * pointsPerSwing + 1)
    .slice(1)
    .map((fraction) => {
      const angle = fraction * 2 * Math.PI;
      const swing = Math.cos(lobes * angle + turn * 2 * Math.PI);
      const radius = (innerPt + outerPt) / 2 + ((outerPt - innerPt) / 2) * swing;
      return { x: centre.x + radius * Math.cos(angle), y: centre.y + radius * Math.sin(angle) };
    });
  return curveThrough(points, { closed: true });
};

/** A wave that runs down from `top` to `bottom`, swinging around `x`; `turn` shifts it, 1 is a whole period. */
export const wave = ({
  x,
  swingPt,
  top,
  bottom,
  periods,
  turn,
}: Readonly<{ x: number; swingPt: number; top: number; bottom: number; periods: number; turn: number }>): string =>
  curveThrough(
    fractions(Math.ceil(periods * pointsPerSwing) + 1).map((fraction) => ({
      x: x + swingPt * Math.sin((fraction * periods + turn) * 2 * Math.PI),
      y: top + fraction * (bottom - top),
    })),
  );
