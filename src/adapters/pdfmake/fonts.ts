import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Font } from 'fontkit';
import pdfmake from 'pdfmake';
import { type FontMetrics, fontFamily } from '../../../templates/certificate-document.ts';
import type { Face } from '../../../templates/typography.ts';
import { RenderError } from '../../ports/certificate-renderer.ts';
import { fontkit } from './pdfkits-fontkit.ts';
import { sharedFontFile } from './shared-fonts.ts';

/** The fonts that certificates are printed with. */
export type Fonts = FontMetrics & Readonly<{ covers: (codePoint: number, face: Face) => boolean }>;

const files: Readonly<Record<Face, string>> = {
  regular: '400Regular/OpenSans_400Regular.ttf',
  italic: '400Regular_Italic/OpenSans_400Regular_Italic.ttf',
  bold: '700Bold/OpenSans_700Bold.ttf',
  'bold-italic': '700Bold_Italic/OpenSans_700Bold_Italic.ttf',
};

/** So many widths are kept; certificates of one course share most of their words. */
const widthsMax = 5_000;

let loaded: Fonts | undefined;

/**
 * Reads and parses the fonts, once in a process, and gives them to pdfmake.
 *
 * @throws RenderError `font-missing` when one cannot be read.
 */
export const loadFonts = (): Fonts => {
  loaded ??= provided({
    regular: fontOf('regular'),
    italic: fontOf('italic'),
    bold: fontOf('bold'),
    'bold-italic': fontOf('bold-italic'),
  });
  return loaded;
};

const fontOf = (face: Face): Font => {
  const name = `@expo-google-fonts/open-sans/${files[face]}`;
  try {
    const font = fontkit.create(readFileSync(createRequire(import.meta.url).resolve(name)));
    if ('fonts' in font) throw new Error('one font is expected, not a collection');
    return font;
  } catch (cause) {
    throw new RenderError('font-missing', `the font ${name} cannot be read: install the packages again`, { cause });
  }
};

const provided = (fonts: Readonly<Record<Face, Font>>): Fonts => {
  giveToPdfmake(fonts);
  const widths = new Map<string, number>();
  const signs: Readonly<Record<Face, ReadonlySet<number>>> = {
    regular: new Set(fonts.regular.characterSet),
    italic: new Set(fonts.italic.characterSet),
    bold: new Set(fonts.bold.characterSet),
    'bold-italic': new Set(fonts['bold-italic'].characterSet),
  };

  return {
    ascentEm: fonts.regular.ascent / fonts.regular.unitsPerEm,
    covers: (codePoint, face) => signs[face].has(codePoint),
    measure: (text, face) => {
      const key = `${face} ${text}`;
      const known = widths.get(key);
      if (known !== undefined) return known;
      if (widths.size >= widthsMax) widths.clear();
      const font = fonts[face];
      const widthEm = font.layout(text).advanceWidth / font.unitsPerEm;
      widths.set(key, widthEm);
      return widthEm;
    },
  };
};

/** pdfmake's own in-memory file system for fonts: a public property of it, which its types leave out. */
type WithFiles = Readonly<{ virtualfs: Readonly<{ writeFileSync(name: string, content: Buffer): void }> }>;

const giveToPdfmake = (fonts: Readonly<Record<Face, Font>>): void => {
  const { virtualfs } = pdfmake as typeof pdfmake & WithFiles;
  const stored = (face: Face): string => {
    const name = `${fontFamily}-${face}`;
    virtualfs.writeFileSync(name, sharedFontFile(fonts[face]));
    return name;
  };
  pdfmake.addFonts({
    [fontFamily]: {
      normal: stored('regular'),
      italics: stored('italic'),
      bold: stored('bold'),
      bolditalics: stored('bold-italic'),
    },
  });
};
