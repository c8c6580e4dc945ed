import type { HanStyle } from '../../../templates/han-style.ts';
import type { Script } from '../../../templates/scripts.ts';
import type { Face } from '../../../templates/typography.ts';
import type { HarfBuzz } from './harfbuzz.ts';
import type { OpenedFont } from './opened-font.ts';

/** Fonts of one design, one for each face. */
export type FontFamily = Readonly<{
  name: string;
  /** Only their letters are looked for in it, so that a name in another script does not open its files. */
  scripts?: readonly Script[];
  /** Whose way of writing Chinese letters it has. */
  han?: HanStyle;
  /** The font for a face, or the one that comes nearest. It is read and parsed at the first call, and kept. */
  open: (face: Face, harfbuzz: HarfBuzz) => OpenedFont;
}>;
