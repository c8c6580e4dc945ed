import type { HanStyle } from './han-style.ts';
import { type Script, scriptOf } from './scripts.ts';

/**
 * The language that letters tell of, for those who read aloud (BCP 47). A script that many languages share is named
 * without a language: `und-Arab` may be Arabic, Persian or Urdu. None for Chinese letters: their style decides.
 */
const languages: Readonly<Record<Exclude<Script, 'Han'>, string>> = {
  Latin: 'und-Latn',
  Greek: 'el',
  Cyrillic: 'und-Cyrl',
  Arabic: 'und-Arab',
  Armenian: 'hy',
  Bengali: 'und-Beng',
  Bopomofo: 'zh-Hant',
  Cherokee: 'chr',
  Devanagari: 'und-Deva',
  Ethiopic: 'und-Ethi',
  Georgian: 'ka',
  Gujarati: 'gu',
  Gurmukhi: 'pa-Guru',
  Hangul: 'ko',
  Hebrew: 'he',
  Hiragana: 'ja',
  Kannada: 'kn',
  Katakana: 'ja',
  Khmer: 'km',
  Lao: 'lo',
  Malayalam: 'ml',
  Mongolian: 'mn-Mong',
  Myanmar: 'my',
  Nko: 'nqo',
  Oriya: 'or',
  Sinhala: 'si',
  Syriac: 'und-Syrc',
  Tamil: 'ta',
  Telugu: 'te',
  Thaana: 'dv',
  Thai: 'th',
  Tibetan: 'bo',
  Tifinagh: 'und-Tfng',
};

const ofHan: Readonly<Record<HanStyle, string>> = {
  simplified: 'zh-Hans',
  traditional: 'zh-Hant',
  japanese: 'ja',
  korean: 'ko',
};

/**
 * @param usual the language of the page.
 * @returns the page's language for letters that it is written with; undefined for a text of signs that all scripts share.
 */
export const languageOf = (
  text: string,
  { usual, han }: Readonly<{ usual: string; han: HanStyle }>,
): string | undefined => {
  const [script] = Array.from(text, scriptOf).filter((found) => found !== undefined);
  if (!script) return undefined;
  const language = script === 'Han' ? ofHan[han] : languages[script];
  return writingOf(language) === writingOf(usual) ? usual : language;
};

const writingOf = (language: string): string | undefined => new Intl.Locale(language).maximize().script;
