import type { FilledBlock } from '../../../templates/filled-blocks.ts';
import { styleOf } from '../../../templates/placed-lines.ts';
import { charactersMax } from '../../../templates/text-fitting.ts';
import { drawnRuns, isRightToLeft, lettersOf, type Style } from '../../../templates/text-runs.ts';
import { RenderError } from '../../ports/certificate-renderer.ts';
import type { FontBook } from '../fonts/font-book.ts';
import { packageFor } from '../fonts/font-packages.ts';
import { namedCharacters } from './character-names.ts';

/** No language stacks more of the marks that all scripts share; a tower of them would grow over the lines above. */
const marksInARowMax = 4;
/** Vowels and tones of a script's own are marks as well, and do not grow into towers. */
const ownMarksInARowMax = 8;
const tower = new RegExp(
  `(?:(?=\\p{M})\\p{Script=Inherited}){${marksInARowMax + 1}}|\\p{M}{${ownMarksInARowMax + 1}}`,
  'u',
);

/**
 * What the fonts cannot show is an error, never a box, a question mark or letters in the wrong order.
 *
 * @throws RenderError `glyph-missing`, `marks-excessive` or `text-too-long`; its message names code points, not the
 *   text that they come from.
 */
export const checkPrintable = (blocks: readonly FilledBlock[], fonts: FontBook): void => {
  for (const block of blocks) {
    const { role, text } = block;
    if (text.length > charactersMax) {
      throw new RenderError('text-too-long', `the ${role} is longer than ${charactersMax} characters`);
    }
    if (tower.test(text)) {
      throw new RenderError(
        'marks-excessive',
        `the ${role} has a letter with more than ${marksInARowMax} combining marks; nobody could read it`,
      );
    }
  }
  for (const block of blocks) {
    const style = styleOf(block, blocks);
    // A text of several looks is checked part by part: another face may lack a sign.
    const parts = block.spans ?? [block];
    const missing = parts.flatMap(({ text, face }) => missingIn(text, { face, han: style.han }, fonts));
    if (missing.length > 0)
      throw glyphMissing(block.role, missing, (character) => packageFor(character, style.han, fonts.families));
  }
};

/** The characters that no font has a sign for; when each has one, but not with its neighbours, these together. */
const missingIn = (text: string, style: Style, fonts: FontBook): readonly string[] => {
  const letters = lettersOf(text).filter((letter) => fonts.fontOf(letter, style) === undefined);
  if (letters.length > 0) {
    const lonely = letters.flatMap((letter) => {
      const characters = [...letter].filter((character) => fonts.fontOf(character, style) === undefined);
      return characters.length > 0 ? characters : [...letter];
    });
    return [...new Set(lonely)];
  }
  const unshaped = drawnRuns(text, { style, fonts }).flatMap((run) =>
    fonts
      .open(run.font, run.face)
      .shape(run.text, isRightToLeft(run))
      .filter(({ glyph }) => glyph === 0)
      .flatMap(({ letters }) => letters.map((letter) => String.fromCodePoint(letter))),
  );
  return [...new Set(unshaped)];
};

const glyphMissing = (
  role: string,
  missing: readonly string[],
  packageOf: (character: string) => string | undefined,
): RenderError => {
  const packages = missing.map(packageOf).filter((name) => name !== undefined);
  const advice =
    packages.length > 0 ? `install ${[...new Set(packages)].join(' and ')}` : 'no font package that is known has them';
  return new RenderError(
    'glyph-missing',
    `the fonts have no sign for these characters of the ${role}: ${namedCharacters(missing)}: ${advice}`,
  );
};
