import type { HanStyle } from '../../../templates/han-style.ts';
import { scriptOf } from '../../../templates/scripts.ts';
import { type FontMetrics, isRightToLeft, type Style } from '../../../templates/text-runs.ts';
import type { Face } from '../../../templates/typography.ts';
import { RenderError } from '../../ports/certificate-renderer.ts';
import { families as allFamilies, type Family } from './families.ts';
import { faceIn, isInstalled, readFontFile } from './font-files.ts';
import type { HarfBuzz } from './harfbuzz.ts';
import { type OpenedFont, openFont } from './opened-font.ts';
import { remembered } from './remembered.ts';

/** The fonts of this installation. Each file is read and parsed when a letter first asks for it, once in a process. */
export type FontBook = FontMetrics &
  Readonly<{
    /** The families' names, in the order of preference. */
    families: readonly string[];
    /** @throws RenderError `font-missing` when the file cannot be read. */
    open: (family: string, face: Face) => OpenedFont;
  }>;

export const createFontBook = (harfbuzz: HarfBuzz): FontBook => {
  const families = allFamilies.filter(isInstalled);
  const opened = new Map<string, OpenedFont>();

  const open = (name: string, face: Face): OpenedFont => {
    const family = families.find((known) => known.name === name);
    if (!family) throw new Error(`no font is called ${name}`);
    const key = `${name} ${faceIn(family, face)}`;
    const font = opened.get(key) ?? openFamily(family, face, harfbuzz);
    opened.set(key, font);
    return font;
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
const inOrder = (families: readonly Family[], wanted: HanStyle): readonly Family[] => {
  const at = families.findIndex(({ han }) => han !== undefined);
  const first = at < 0 ? families.length : at;
  const chosen = families.filter(({ han }) => han === wanted);
  return [
    ...families.slice(0, first),
    ...chosen,
    ...families.slice(first).filter((family) => !chosen.includes(family)),
  ];
};

const openFamily = (family: Family, face: Face, harfbuzz: HarfBuzz): OpenedFont => {
  try {
    return openFont(readFontFile(family, face), harfbuzz);
  } catch (cause) {
    throw new RenderError(
      'font-missing',
      `the font ${family.name} (${family.package}) cannot be read: install the packages again`,
      { cause },
    );
  }
};
