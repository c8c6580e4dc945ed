import { createHash } from 'node:crypto';
import type { Face } from '../../../templates/typography.ts';
import type { ExaminedFont } from './examine-font.ts';
import type { FontFamily } from './font-family.ts';
import { type OpenedFont, openFont } from './opened-font.ts';

/** What comes nearest to a face that a family lacks. */
const nearest: Record<Face, readonly Face[]> = {
  regular: ['regular', 'bold', 'italic', 'bold-italic'],
  italic: ['italic', 'regular', 'bold-italic', 'bold'],
  bold: ['bold', 'regular', 'bold-italic', 'italic'],
  'bold-italic': ['bold-italic', 'bold', 'italic', 'regular'],
};

/** The fonts by the families that they say they belong to, in the order in which these first appear. */
export const operatorFamilies = (fonts: readonly ExaminedFont[]): readonly FontFamily[] => {
  const names = [...new Set(fonts.map(({ family }) => family))];
  return names.map((name) => familyOf(fonts.filter(({ family }) => family === name)));
};

const familyOf = (fonts: readonly ExaminedFont[]): FontFamily => {
  const opened = new Map<ExaminedFont, OpenedFont>();
  return {
    // Foreign names may collide with ours; what the fonts are never does.
    name: `operator-${digestOf(fonts)}`,
    open: (face, harfbuzz) => {
      const font = nearest[face].map((near) => fonts.find((known) => known.face === near)).find((found) => found);
      if (!font) throw new Error('a family without fonts');
      const parsed = opened.get(font) ?? openFont(font.bytes, harfbuzz);
      opened.set(font, parsed);
      return parsed;
    },
  };
};

const digestOf = (fonts: readonly ExaminedFont[]): string => {
  const hash = createHash('sha256');
  for (const { bytes } of fonts) hash.update(bytes);
  return hash.digest('hex').slice(0, 16);
};
