import type { FilledBlock } from '../../../templates/filled-blocks.ts';
import { charactersMax } from '../../../templates/text-fitting.ts';
import { RenderError } from '../../ports/certificate-renderer.ts';
import type { Fonts } from './fonts.ts';
import { scriptOf } from './script-names.ts';

/** Scripts whose letters stand side by side, one by one, from left to right. */
const simpleScript = /[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Common}\p{Script=Inherited}]/u;

/** No language stacks more signs on a letter; a tower of them would grow over the lines above. */
const marksInARowMax = 4;

/** A message names so many code points; the rest are counted. */
const namedMax = 8;

/**
 * What the fonts cannot show is an error, never a box, a question mark or letters in the wrong order.
 *
 * @throws RenderError `script-unsupported`, `glyph-missing`, `marks-excessive` or `text-too-long`; its message names code
 *   points, not the text that they come from.
 */
export const checkPrintable = (blocks: readonly FilledBlock[], fonts: Fonts): void => {
  for (const { role, text, face } of blocks.flatMap(inLooks)) {
    if (text.length > charactersMax) {
      throw new RenderError('text-too-long', `the ${role} is longer than ${charactersMax} characters`);
    }
    const letters = [...new Set(text)];

    const foreign = letters.filter((letter) => !simpleScript.test(letter));
    if (foreign.length > 0) {
      throw new RenderError(
        'script-unsupported',
        `the ${role} is in a script that cannot be printed yet: ${named(foreign)}`,
      );
    }
    const missing = letters.filter((letter) => !fonts.covers(letter.codePointAt(0) ?? 0, face));
    if (missing.length > 0) {
      throw new RenderError(
        'glyph-missing',
        `the fonts have no sign for these characters of the ${role}: ${named(missing)}`,
      );
    }
    if (new RegExp(`\\p{M}{${marksInARowMax + 1}}`, 'u').test(text)) {
      throw new RenderError(
        'marks-excessive',
        `the ${role} has a letter with more than ${marksInARowMax} combining marks; nobody could read it`,
      );
    }
  }
};

/** A text of several looks is checked part by part: another face may lack a sign. */
const inLooks = ({ role, text, face, spans }: FilledBlock) =>
  (spans ?? [{ text, face }]).map((part) => ({ role, ...part }));

const named = (letters: readonly string[]): string => {
  const names = letters.slice(0, namedMax).map((letter) => {
    const number = (letter.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
    return `U+${number} (${scriptOf(letter)})`;
  });
  const more = letters.length - names.length;
  return names.join(', ') + (more > 0 ? ` and ${more} more` : '');
};
