import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Face } from '../../../templates/typography.ts';
import type { Family } from './families.ts';

const packages = createRequire(import.meta.url);

/** Fonts to fall back on come upright only. */
const upright: Record<Face, Face> = { regular: 'regular', italic: 'regular', bold: 'bold', 'bold-italic': 'bold' };

const weights: Record<Face, string> = {
  regular: '400Regular',
  italic: '400Regular_Italic',
  bold: '700Bold',
  'bold-italic': '700Bold_Italic',
};

/** The face that a family shows when it is asked for another. */
export const faceIn = ({ italics }: Family, face: Face): Face => (italics ? face : upright[face]);

/** Whether the family's package is installed; nothing of it is read. */
export const isInstalled = (family: Family): boolean => {
  try {
    packages.resolve(fileOf(family, 'regular'));
    return true;
  } catch {
    // Not a failure: a package that is optional is left out.
    return false;
  }
};

/** @throws Error when the package is not installed as a whole. */
export const readFontFile = (family: Family, face: Face): Uint8Array => readFileSync(fontFile(family, face));

/** @throws Error when the package is not installed as a whole. */
export const fontFile = (family: Family, face: Face): string => packages.resolve(fileOf(family, faceIn(family, face)));

const fileOf = (family: Family, face: Face): string =>
  `${family.package}/${weights[face]}/${family.name}_${weights[face]}.ttf`;
