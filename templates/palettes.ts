import type { Kind } from './layout.ts';

/** Colours as `#rrggbb`. `tint` and `line` are the accent, paled for surfaces and ornaments. */
export type Palette = Readonly<{ ink: string; accent: string; tint: string; line: string }>;

const ink = '#4d4e51';

/** Blue, as honor code certificates always were; verified ones are told by their colour, seal and foot. */
export const palettes: Readonly<Record<Kind, Palette>> = {
  honor: { ink, accent: '#009fe2', tint: '#f0f8fc', line: '#a9d8ee' },
  verified: { ink, accent: '#b33b66', tint: '#fbf2f5', line: '#e3b6c6' },
};
