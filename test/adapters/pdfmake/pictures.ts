import { PNG } from 'pngjs';

/** A picture in shades of ink: 0 is paper, 1 is the darkest ink. */
export type Picture = Readonly<{ width: number; height: number; ink: Float32Array }>;

export const fromPng = (bytes: Buffer): Picture => {
  const { width, height, data } = PNG.sync.read(bytes);
  const ink = new Float32Array(width * height);
  // Red tells most: paper has all of it, blue ink none.
  for (let at = 0; at < ink.length; at += 1) ink[at] = 1 - (data[at * 4] ?? 255) / 255;
  return { width, height, ink };
};

export const toPng = ({ width, height, ink }: Picture): Buffer => {
  const png = new PNG({ width, height, colorType: 0 });
  ink.forEach((shade, at) => {
    png.data.fill(Math.round(255 * (1 - shade)), at * 4, at * 4 + 3);
    png.data[at * 4 + 3] = 255;
  });
  return PNG.sync.write(png);
};

/** A part of a picture; what is outside of it is paper. */
export const cropped = (of: Picture, from: Readonly<{ x: number; y: number }>, size: Omit<Picture, 'ink'>): Picture => {
  const ink = new Float32Array(size.width * size.height);
  for (let y = 0; y < size.height; y += 1) {
    for (let x = 0; x < size.width; x += 1) ink[y * size.width + x] = inkAt(of, x + from.x, y + from.y);
  }
  return { ...size, ink };
};

const inkAt = ({ width, height, ink }: Picture, x: number, y: number): number =>
  x < 0 || y < 0 || x >= width || y >= height ? 0 : (ink[y * width + x] ?? 0);

/** Lighter than this is paper, or the pale ornament on it. */
const darkFrom = 0.5;

/** Ink that is nowhere near ink in the other picture, as a share of all ink, for the best of small shifts. */
export type Difference = Readonly<{ share: number; shiftX: number; shiftY: number }>;

/**
 * Both ways: what one picture has and the other has not.
 *
 * @param reachPx so far apart is still the same place: two programs round and smooth edges differently.
 */
export const difference = (a: Picture, b: Picture, reachPx: number, shiftMaxPx: number): Difference => {
  let best: Difference = { share: Number.POSITIVE_INFINITY, shiftX: 0, shiftY: 0 };
  for (let shiftY = -shiftMaxPx; shiftY <= shiftMaxPx; shiftY += 1) {
    for (let shiftX = -shiftMaxPx; shiftX <= shiftMaxPx; shiftX += 1) {
      const shifted = cropped(b, { x: shiftX, y: shiftY }, a);
      const [here, there] = [lonely(a, shifted, reachPx), lonely(shifted, a, reachPx)];
      const share = (here.lonely + there.lonely) / Math.max(1, here.all + there.all);
      if (share < best.share) best = { share, shiftX, shiftY };
    }
  }
  return best;
};

const lonely = (from: Picture, to: Picture, reachPx: number): Readonly<{ lonely: number; all: number }> => {
  let [lonelyCount, all] = [0, 0];
  for (let y = 0; y < from.height; y += 1) {
    for (let x = 0; x < from.width; x += 1) {
      if (inkAt(from, x, y) < darkFrom) continue;
      all += 1;
      if (!hasInkNear(to, x, y, reachPx)) lonelyCount += 1;
    }
  }
  return { lonely: lonelyCount, all };
};

const hasInkNear = (picture: Picture, x: number, y: number, reachPx: number): boolean => {
  for (let dy = -reachPx; dy <= reachPx; dy += 1) {
    for (let dx = -reachPx; dx <= reachPx; dx += 1) {
      // Half as dark is near enough to an edge.
      if (inkAt(picture, x + dx, y + dy) >= darkFrom / 2) return true;
    }
  }
  return false;
};
