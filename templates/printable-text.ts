/**
 * Foreign text as it can be set in a line: composed (NFC), white space and control characters as
 * single blanks, and nothing invisible that could reorder, split or hide what stands beside it.
 * Only those invisible characters stay that change how the letters around them are written.
 *
 * It never becomes markup: what follows prints it letter by letter.
 */
export const printableText = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/[\p{Cc}\p{White_Space}]+/gu, ' ')
    .replace(invisible, '')
    .replace(/([\u200c\u200d])[\u200c\u200d]+/g, '$1')
    .replace(/[\u200c\u200d]/g, (joiner, at: number, whole: string) => (joins(whole, at) ? joiner : ''))
    .replace(/(?<!\p{Script=Han})[\u{e0100}-\u{e01ef}]+/gu, '')
    .replace(/ {2,}/g, ' ')
    .trim()
    .normalize('NFC');

/** All but joiners (U+200C, U+200D), and the numbers that choose among the forms of a Chinese letter. */
const invisible = /(?!\u200c|\u200d|[\u{e0100}-\u{e01ef}])[\p{Default_Ignorable_Code_Point}\p{Bidi_Control}]/gu;

const joiningScripts = [
  'Arabic',
  'Syriac',
  'Mongolian',
  'Devanagari',
  'Bengali',
  'Gurmukhi',
  'Gujarati',
  'Oriya',
].concat(['Tamil', 'Telugu', 'Kannada', 'Malayalam', 'Sinhala', 'Khmer']);
/** Letters and marks of the scripts whose letters change when they meet. */
const joined = `(?=[\\p{L}\\p{M}])[${joiningScripts.map((script) => `\\p{Script_Extensions=${script}}`).join('')}]`;
/** Takes the vowel from the letter before it, which a joiner then lets stand in half or in full. */
const virama = '[\u094d\u09cd\u0a4d\u0acd\u0b4d\u0bcd\u0c4d\u0ccd\u0d4d\u0dca\u17d2]';

// Asked of one letter at a time: with `[…]$`, Node 26 (V8 14.6) finds no letter beyond U+FFFF.
const before = new RegExp(`^(?:${joined}|[\\p{Extended_Pictographic}\\p{Emoji_Modifier}])$`, 'u');
const after = new RegExp(`^(?:${joined}|\\p{Extended_Pictographic})$`, 'u');
const halved = new RegExp(`^${virama}$`, 'u');

/** A joiner does its work between letters that join, after a letter that lost its vowel, and within an emoji. */
const joins = (text: string, at: number): boolean => {
  const left = [...text.slice(Math.max(0, at - 2), at)].at(-1) ?? '';
  const [right = ''] = text.slice(at + 1, at + 3);
  return halved.test(left) || (before.test(left) && after.test(right));
};
