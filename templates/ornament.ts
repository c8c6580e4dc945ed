import type { Content } from 'pdfmake';
import { fractions, type Point, rosette, wave } from './curves.ts';
import type { Kind, Layout } from './layout.ts';
import { type Palette, paletteOf } from './palettes.ts';
import { mm } from './typography.ts';

export type Canvas = Extract<Content, { canvas: unknown }>['canvas'];
type PathElement = Readonly<{ type: 'path'; d: string; lineColor?: string; lineWidth?: number; color?: string }>;
/** pdfmake draws curves as well, which its types leave out. */
export type CanvasElement = Canvas[number] | PathElement;

/** A layout whose background is the ornament. */
export type Ornamented = Layout & Readonly<{ background: Extract<Layout['background'], { type: 'ornament' }> }>;

/**
 * What lies under the text: a double frame, a band of interlaced waves as on a banknote, and a seal
 * on the band. Vectors only, in pale shades of the accent, and nobody's trademark.
 */
export const ornament = (layout: Ornamented, kind: Kind): Canvas => {
  const drawn = drawings[kind].get(layout) ?? drawing(layout, paletteOf(layout, kind), kind);
  drawings[kind].set(layout, drawn);
  // pdfmake writes into what it is given.
  return structuredClone(drawn) as Canvas;
};

/** The curves are the same on every certificate, and are computed once. */
const drawings: Record<Kind, WeakMap<Layout, readonly CanvasElement[]>> = {
  honor: new WeakMap(),
  verified: new WeakMap(),
};

const drawing = (
  { page, background: { band } }: Ornamented,
  palette: Palette,
  kind: Kind,
): readonly CanvasElement[] => {
  const { widthMm, heightMm } = page;
  const edgeMm = 8;
  const strip = {
    left: mm(band.leftMm),
    top: mm(edgeMm),
    width: mm(band.widthMm),
    bottom: mm(heightMm - edgeMm),
  };
  const centre = { x: strip.left + strip.width / 2, y: mm(heightMm - 42) };

  const watermarkCentre = { x: mm(widthMm - 60), y: mm(heightMm - 66) };
  return [
    ...watermark(watermarkCentre, palette),
    rectangle({ x: strip.left, y: strip.top, w: strip.width, h: strip.bottom - strip.top, color: palette.tint }),
    ...interlacedWaves(strip, palette),
    frame({ widthMm, heightMm }, edgeMm, { lineColor: palette.accent, lineWidth: 0.9 }),
    frame({ widthMm, heightMm }, edgeMm + 1.4, { lineColor: palette.line, lineWidth: 0.4 }),
    ...seal(centre, palette, kind),
  ];
};

type Strip = Readonly<{ left: number; top: number; width: number; bottom: number }>;
type Stroke = Readonly<{ lineColor: string; lineWidth: number }>;

const rectangle = (
  properties: Readonly<{ x: number; y: number; w: number; h: number; color: string }>,
): CanvasElement => ({
  type: 'rect',
  ...properties,
});

const frame = ({ widthMm, heightMm }: Layout['page'], insetMm: number, stroke: Stroke): CanvasElement => ({
  type: 'rect',
  x: mm(insetMm),
  y: mm(insetMm),
  w: mm(widthMm - 2 * insetMm),
  h: mm(heightMm - 2 * insetMm),
  ...stroke,
});

const path = (d: string, stroke: Stroke): CanvasElement => ({ type: 'path', d, ...stroke });

/** A great, hardly visible rosette: what lies over it stays as legible as on white. */
const watermark = (centre: Point, { tint }: Palette): readonly CanvasElement[] =>
  fractions(7)
    .slice(1)
    .map((turn) =>
      path(rosette(centre, { innerPt: mm(17), outerPt: mm(47), lobes: 10, turn }), { lineColor: tint, lineWidth: 1.1 }),
    );

const strands = 12;

const interlacedWaves = ({ left, top, width, bottom }: Strip, { line }: Palette): readonly CanvasElement[] => {
  const periods = Math.round((bottom - top) / mm(46));
  return fractions(strands + 1)
    .slice(1)
    .map((turn, index) => {
      const swingPt = (width / 2) * (index % 2 === 0 ? 0.92 : 0.6);
      return path(wave({ x: left + width / 2, swingPt, top, bottom, periods, turn }), {
        lineColor: line,
        lineWidth: 0.35,
      });
    });
};

const seal = (centre: Point, { accent, line }: Palette, kind: Kind): readonly CanvasElement[] => {
  const disc = (radiusMm: number, look: object): CanvasElement => ({
    type: 'ellipse',
    ...centre,
    r1: mm(radiusMm),
    r2: mm(radiusMm),
    ...look,
  });
  const petals = fractions(6)
    .slice(1)
    .map((turn) =>
      path(rosette(centre, { innerPt: mm(9.5), outerPt: mm(14), lobes: 18, turn }), {
        lineColor: accent,
        lineWidth: 0.4,
      }),
    );
  return [
    disc(14.6, { color: '#ffffff' }),
    ...petals,
    disc(9.1, { color: '#ffffff', lineColor: accent, lineWidth: 0.9 }),
    disc(8.3, { lineColor: line, lineWidth: 0.4 }),
    emblem(centre, accent, kind),
  ];
};

/** A star for an honor code certificate, a check mark for a verified one. */
const emblem = ({ x, y }: Point, accent: string, kind: Kind): CanvasElement => {
  if (kind === 'verified') {
    const points = [
      { x: x - mm(4), y: y + mm(0.2) },
      { x: x - mm(1.1), y: y + mm(3) },
      { x: x + mm(4.2), y: y - mm(3) },
    ];
    return { type: 'polyline', points, lineColor: accent, lineWidth: 2.6, lineCap: 'round', lineJoin: 'round' };
  }
  const points = fractions(11)
    .slice(1)
    .map((fraction, index) => {
      const radius = mm(index % 2 === 0 ? 2.1 : 5);
      const angle = (fraction - 0.25) * 2 * Math.PI;
      return { x: x + radius * Math.cos(angle), y: y + radius * Math.sin(angle) };
    });
  return { type: 'polyline', points, closePath: true, color: accent };
};
