import type { Kind, Layout, Shade } from './layout.ts';

/** Colours as `#rrggbb`. `tint` and `line` are the accent, paled for surfaces and ornaments. */
export type Palette = Readonly<{ ink: string; accent: string; tint: string; line: string }>;

const ink = '#4d4e51';

/** Blue, as honor code certificates always were; verified ones are told by their colour, seal and foot. */
const palettes: Readonly<Record<Kind, Palette>> = {
  honor: { ink, accent: '#009fe2', tint: '#f0f8fc', line: '#a9d8ee' },
  verified: { ink, accent: '#b33b66', tint: '#fbf2f5', line: '#e3b6c6' },
};

const bothOf = (name: keyof Palette): Shade => ({ honor: palettes.honor[name], verified: palettes.verified[name] });

/** The colours of a layout that names none of its own. */
export const defaultColors: Readonly<Record<keyof Palette, Shade>> = {
  ink: bothOf('ink'),
  accent: bothOf('accent'),
  tint: bothOf('tint'),
  line: bothOf('line'),
};

/** A colour of a layout by its name; a colour as `#rrggbb` is what it is. */
export const colorIn = ({ colors }: Layout, kind: Kind, name: string): string =>
  (Object.hasOwn(colors, name) ? colors[name]?.[kind] : undefined) ??
  (name.startsWith('#') ? name : palettes[kind].ink);

/** What the ornament of a layout is drawn with. */
export const paletteOf = (layout: Layout, kind: Kind): Palette => ({
  ink: colorIn(layout, kind, 'ink'),
  accent: colorIn(layout, kind, 'accent'),
  tint: colorIn(layout, kind, 'tint'),
  line: colorIn(layout, kind, 'line'),
});
