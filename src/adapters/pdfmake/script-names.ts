/** Scripts that a message can call by name; one that is not here is called `another script`. */
const scripts = [
  'Latin',
  'Greek',
  'Cyrillic',
  'Arabic',
  'Armenian',
  'Bengali',
  'Cherokee',
  'Devanagari',
  'Ethiopic',
  'Georgian',
  'Gujarati',
  'Gurmukhi',
  'Han',
  'Hangul',
  'Hebrew',
  'Hiragana',
  'Kannada',
  'Katakana',
  'Khmer',
  'Lao',
  'Malayalam',
  'Mongolian',
  'Myanmar',
  'Nko',
  'Oriya',
  'Sinhala',
  'Syriac',
  'Tamil',
  'Telugu',
  'Thaana',
  'Thai',
  'Tibetan',
  'Tifinagh',
] as const;

const patterns = scripts.map((script) => ({ script, pattern: new RegExp(`^\\p{Script=${script}}`, 'u') }));

/** What kind of character it is, in words for a message: `Hangul`, `emoji`, `symbol or sign`. */
export const scriptOf = (letter: string): string => {
  const known = patterns.find(({ pattern }) => pattern.test(letter));
  if (known) return known.script;
  if (/^\p{Emoji_Presentation}/u.test(letter)) return 'emoji';
  if (/^\p{Cs}/u.test(letter)) return 'half a character';
  if (/^[\p{Co}\p{Cn}]/u.test(letter)) return 'not assigned by Unicode';
  if (/^[\p{Script=Common}\p{Script=Inherited}]/u.test(letter)) return 'symbol or sign';
  return 'another script';
};
