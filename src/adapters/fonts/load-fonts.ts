import { createFontBook, type FontBook } from './font-book.ts';
import type { FontFamily } from './font-family.ts';
import { loadHarfBuzz } from './harfbuzz.ts';
import { installedFamilies } from './packaged-fonts.ts';

/** The fonts of this installation, and after them the operator's own: those add letters, and change no others. */
export const loadFonts = async (operators: readonly FontFamily[] = []): Promise<FontBook> =>
  createFontBook([...installedFamilies(), ...operators], await loadHarfBuzz());
