/** A rectangle in points; `y` goes up, as in PDF files. */
export type Bounds = Readonly<{ left: number; bottom: number; right: number; top: number }>;

/** As PDF writes it: x' = a x + c y + e, y' = b x + d y + f. */
export type Matrix = readonly [number, number, number, number, number, number];

/** What is so little larger or smaller is drawn in its own size: a millimetre or two are rounding. */
const toleranceFactor = 0.008;

/**
 * Lays what can be seen of one page on another: turned as its `Rotate` says, as large as fits, in the middle. A page of the
 * same size is neither enlarged nor made smaller.
 *
 * @param rotation in degrees, clockwise.
 */
export const fitPage = (seen: Bounds, rotation: number, page: Readonly<{ width: number; height: number }>): Matrix => {
  const width = seen.right - seen.left;
  const height = seen.top - seen.bottom;
  const turns = (((Math.round(rotation / 90) % 4) + 4) % 4) as 0 | 1 | 2 | 3;
  const isUpright = turns % 2 === 0;
  const [across, up] = isUpright ? [width, height] : [height, width];
  const fitting = Math.min(page.width / across, page.height / up);
  const s = Math.abs(fitting - 1) < toleranceFactor ? 1 : fitting;
  const x = (page.width - s * across) / 2;
  const y = (page.height - s * up) / 2;
  const { left, bottom, right, top } = seen;
  const turned: Readonly<Record<0 | 1 | 2 | 3, Matrix>> = {
    0: [s, 0, 0, s, x - s * left, y - s * bottom],
    1: [0, -s, s, 0, x - s * bottom, y + s * right],
    2: [-s, 0, 0, -s, x + s * right, y + s * top],
    3: [0, s, -s, 0, x + s * top, y - s * left],
  };
  return turned[turns];
};
