import { createFontBook, type FontBook } from './font-book.ts';
import { loadHarfBuzz } from './harfbuzz.ts';

let loading: Promise<FontBook> | undefined;

/** The fonts of this installation, made known once in a process. */
export const loadFonts = (): Promise<FontBook> => {
  loading ??= loadHarfBuzz().then(createFontBook);
  return loading;
};
