import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Face } from '../../../templates/typography.ts';
import { RenderError } from '../../ports/certificate-renderer.ts';
import type { FontFamily } from './font-family.ts';
import { type FontPackage, fontPackages } from './font-packages.ts';
import type { HarfBuzz } from './harfbuzz.ts';
import { type OpenedFont, openFont } from './opened-font.ts';

const packages = createRequire(import.meta.url);

/** Fonts to fall back on come upright only. */
const upright: Record<Face, Face> = { regular: 'regular', italic: 'regular', bold: 'bold', 'bold-italic': 'bold' };

const weights: Record<Face, string> = {
  regular: '400Regular',
  italic: '400Regular_Italic',
  bold: '700Bold',
  'bold-italic': '700Bold_Italic',
};

/** The families whose packages are installed, in the order of preference. No font is read yet. */
export const installedFamilies = (): readonly FontFamily[] =>
  fontPackages.filter(isInstalled).map((family) => ({
    ...family,
    open: (face, harfbuzz) => openedOnce(fontFile(family, face), family, harfbuzz),
  }));

const isInstalled = (family: FontPackage): boolean => {
  try {
    packages.resolve(fileName(family, 'regular'));
    return true;
  } catch {
    // Not a failure: a package that is optional is left out.
    return false;
  }
};

/** Where the file of a family's font is. */
export const fontFile = (family: FontPackage, face: Face): string => fileName(family, faceIn(family, face));

const faceIn = ({ italics, regularOnly }: FontPackage, face: Face): Face => {
  if (regularOnly) return 'regular';
  return italics ? face : upright[face];
};

const fileName = (family: FontPackage, face: Face): string =>
  `${family.package}/${weights[face]}/${family.name}_${weights[face]}.ttf`;

/** Once in a process, whatever the number of renderers in it. */
const opened = new Map<string, OpenedFont>();

const openedOnce = (file: string, family: FontPackage, harfbuzz: HarfBuzz): OpenedFont => {
  const font = opened.get(file) ?? openPackaged(file, family, harfbuzz);
  opened.set(file, font);
  return font;
};

const openPackaged = (file: string, family: FontPackage, harfbuzz: HarfBuzz): OpenedFont => {
  try {
    return openFont(readFileSync(packages.resolve(file)), harfbuzz);
  } catch (cause) {
    throw new RenderError(
      'font-missing',
      `the font ${family.name} (${family.package}) cannot be read: install the packages again`,
      { cause },
    );
  }
};
