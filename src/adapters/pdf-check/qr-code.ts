import decodeQr from 'qr/decode.js';
import type { Area, PaintedShape } from './painter.ts';

type Rectangle = Area & Readonly<{ lightness: number }>;

/** So many dots are painted for each module of the code: fewer are misread, more take longer. */
const dotsPerModule = 4;
/** The largest code has 177 modules. */
const dotsMax = 1_000;
/** The white edge that readers need, also where the box has none. */
const edgeModules = 4;

/**
 * Reads the QR code that stands in an area, from the squares that it is drawn with.
 *
 * @returns what it says; null when nothing there can be read.
 */
export const readQrCode = (shapes: readonly PaintedShape[], area: Area): string | null => {
  const inside = shapes.filter((shape): shape is Rectangle => shape.lightness !== undefined && touches(shape, area));
  const sides = inside.filter(({ lightness }) => lightness < 0.5).map(sideOf);
  if (sides.length === 0) return null;
  const modulePt = Math.min(...sides);
  const edgePt = edgeModules * modulePt;
  const dotPt = Math.max(modulePt / dotsPerModule, (area.right - area.left + 2 * edgePt) / dotsMax);
  const picture = painted(inside, { area, edgePt, dotPt });
  try {
    return decodeQr(picture);
  } catch {
    // The library throws whatever keeps it from reading: to us it is all the same.
    return null;
  }
};

/**
 * Whether something is drawn over a QR code: a shape that is no square of it, or a text.
 *
 * @param texts where texts stand, which lie over all shapes.
 */
export const isCovered = (shapes: readonly PaintedShape[], area: Area, texts: readonly Area[]): boolean => {
  const inside = shapes.filter((shape) => touches(shape, area));
  const first = inside.findIndex(isDark);
  if (inside.slice(first).some(({ lightness }) => lightness === undefined)) return true;
  const squares = inside.filter(isDark);
  const [lefts, rights] = [squares.map(({ left }) => left), squares.map(({ right }) => right)];
  const [bottoms, tops] = [squares.map(({ bottom }) => bottom), squares.map(({ top }) => top)];
  const code = {
    left: Math.min(...lefts),
    right: Math.max(...rights),
    bottom: Math.min(...bottoms),
    top: Math.max(...tops),
  };
  return texts.some((text) => touches(code, text));
};

const isDark = ({ lightness }: PaintedShape): boolean => lightness !== undefined && lightness < 0.5;

const sideOf = ({ left, right, bottom, top }: Area): number => Math.min(right - left, top - bottom);

const tolerancePt = 0.01;

export const touches = (rectangle: Area, area: Area): boolean =>
  rectangle.left < area.right - tolerancePt &&
  rectangle.right > area.left + tolerancePt &&
  rectangle.bottom < area.top - tolerancePt &&
  rectangle.top > area.bottom + tolerancePt &&
  sideOf(rectangle) > 0;

type Picture = Readonly<{ width: number; height: number; data: Uint8ClampedArray }>;

/** White paper, a white edge all round, and the rectangles as far as they are in the area, one over the other. */
const painted = (
  rectangles: readonly Rectangle[],
  { area, edgePt, dotPt }: Readonly<{ area: Area; edgePt: number; dotPt: number }>,
): Picture => {
  const dots = (lengthPt: number): number => Math.round(lengthPt / dotPt);
  const width = dots(area.right - area.left + 2 * edgePt);
  const height = Math.min(dotsMax, dots(area.top - area.bottom + 2 * edgePt));
  const data = new Uint8ClampedArray(width * height * 4).fill(255);
  const paper = new Uint32Array(data.buffer);
  for (const { left, right, bottom, top, lightness } of rectangles) {
    const [from, to] = [Math.max(left, area.left), Math.min(right, area.right)].map((x) =>
      dots(x - area.left + edgePt),
    );
    const [first, last] = [Math.min(top, area.top), Math.max(bottom, area.bottom)].map((y) =>
      dots(area.top - y + edgePt),
    );
    const gray = Math.round(lightness * 255);
    // Alpha, blue, green, red: Node runs on little-endian machines, but for IBM's mainframes.
    const dot = (0xff000000 | (gray << 16) | (gray << 8) | gray) >>> 0;
    for (let y = first ?? 0; y < Math.min(last ?? 0, height); y += 1)
      paper.fill(dot, y * width + (from ?? 0), y * width + (to ?? 0));
  }
  return { width, height, data };
};
