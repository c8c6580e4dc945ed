/** Scripts that are told apart. Letters of one script are shaped together; a message calls a script by its name. */
const scripts = [
  'Latin',
  'Greek',
  'Cyrillic',
  'Arabic',
  'Armenian',
  'Bengali',
  'Bopomofo',
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

export type Script = (typeof scripts)[number];

const patterns = scripts.map((script) => ({ script, pattern: new RegExp(`\\p{Script=${script}}`, 'u') }));

/** So many letters are remembered; a certificate has some hundred. */
const knownMax = 10_000;
const known = new Map<string, Script | undefined>();

/** The script of a letter; undefined for signs that all scripts share, and for scripts without a name here. */
export const scriptOf = (letter: string): Script | undefined => {
  if (known.has(letter)) return known.get(letter);
  if (known.size >= knownMax) known.clear();
  const script = patterns.find(({ pattern }) => pattern.test(letter))?.script;
  known.set(letter, script);
  return script;
};
