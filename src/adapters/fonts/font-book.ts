import type { HanStyle } from '../../../templates/han-style.ts';
import { scriptOf } from '../../../templates/scripts.ts';
import { type FontMetrics, isRightToLeft, type Style } from '../../../templates/text-runs.ts';
import type { Face } from '../../../templates/typography.ts';
import type { FontFamily } from './font-family.ts';
import type { HarfBuzz } from './harfbuzz.ts';
import type { OpenedFont } from './opened-font.ts';
import { remembered } from './remembered.ts';

/** The fonts of this installation. Each file is read and parsed when a letter first asks for it, once in a process. */
export type FontBook = FontMetrics &
  Readonly<{
    /** The families' names, in the order of preference. */
    families: readonly string[];
    /** @throws RenderError `font-missing` when the file cannot be read. */
    open: (family: string, face: Face) => OpenedFont;
  }>;

export const createFontBook = (families: readonly FontFamily[], harfbuzz: HarfBuzz): FontBook => {
  const byName = new Map(families.map((family) => [family.name, family]));
  const open = (name: string, face: Face): OpenedFont => {
    const family = byName.get(name);
    if (!family) throw new Error('a font is asked for that is not in the book');
    return family.open(face, harfbuzz);
  };

  const fontOf = (letter: string, { face, han }: Style): string | undefined => {
    const signs = [...letter].filter((sign) => !invisible.test(sign));
    const script = signs.map(scriptOf).find((found) => found !== undefined);
    const candidates = families.filter(({ scripts }) => !script || !scripts || scripts.includes(script));
    return inOrder(candidates, han).find(({ name }) => signs.every((sign) => open(name, face).has(sign)))?.name;
  };

  return {
    families: families.map(({ name }) => name),
    open,
    fontOf: remembered(fontOf, (letter, { face, han }) => `${face} ${han} ${letter}`),
    widthOf: remembered(
      (run) => {
        const { shape, parsed } = open(run.font, run.face);
        const signs = shape(run.text, isRightToLeft(run));
        return signs.reduce((sum, { advance }) => sum + advance, 0) / parsed.unitsPerEm;
      },
      (run) => `${run.font} ${run.face} ${run.level % 2} ${run.text}`,
    ),
    ascentOf: (name, face) => {
      const { parsed } = open(name, face);
      return parsed.ascent / parsed.unitsPerEm;
    },
  };
};

/** These have no sign of their own: they choose among the signs of their neighbours. */
const invisible = /^\p{Default_Ignorable_Code_Point}$/u;

/** Of the families with Chinese letters the one comes first that writes them as it is wanted here. */
const inOrder = (families: readonly FontFamily[], wanted: HanStyle): readonly FontFamily[] => {
  const at = families.findIndex(({ han }) => han !== undefined);
  const first = at < 0 ? families.length : at;
  const chosen = families.filter(({ han }) => han === wanted);
  return [
    ...families.slice(0, first),
    ...chosen,
    ...families.slice(first).filter((family) => !chosen.includes(family)),
  ];
};
