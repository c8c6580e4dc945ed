import { scriptOf } from '../../../templates/scripts.ts';

/** A message names so many code points; the rest are counted. */
const namedMax = 8;

/** Characters for a message: by number and kind, so that nothing that is foreign is quoted. */
export const namedCharacters = (characters: readonly string[]): string => {
  const names = characters.slice(0, namedMax).map((character) => {
    const number = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
    return `U+${number} (${kindOf(character)})`;
  });
  const more = characters.length - names.length;
  return names.join(', ') + (more > 0 ? ` and ${more} more` : '');
};

/** What kind of character it is: `Hangul`, `emoji`, `symbol or sign`. */
const kindOf = (character: string): string => {
  const script = scriptOf(character);
  if (script) return script;
  if (/^\p{Emoji_Presentation}/u.test(character)) return 'emoji';
  if (/^\p{Cs}/u.test(character)) return 'half a character';
  if (/^[\p{Co}\p{Cn}]/u.test(character)) return 'not assigned by Unicode';
  if (/^[\p{Script=Common}\p{Script=Inherited}]/u.test(character)) return 'symbol or sign';
  return 'another script';
};
