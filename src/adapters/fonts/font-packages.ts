import type { HanStyle } from '../../../templates/han-style.ts';
import { type Script, scriptOf } from '../../../templates/scripts.ts';

/** A family of fonts that comes as a package from npm. */
export type FontPackage = Readonly<{
  /** The name of its files, without the weight. */
  name: string;
  package: string;
  /** Only their letters are looked for in it, so that a name in another script does not open its files. */
  scripts?: readonly Script[];
  /** Whose way of writing Chinese letters it has. */
  han?: HanStyle;
  /** Has files for slanted faces as well. */
  italics?: true;
  /** Has one file for all faces. */
  regularOnly?: true;
  /** Signs of no script that it is known for: who lacks one is told of it. Any sign is looked for in it nevertheless. */
  signs?: RegExp;
}>;

const family = (name: string, more: Omit<FontPackage, 'name' | 'package'> = {}): FontPackage => {
  // NotoSansKR is in noto-sans-kr.
  const words = name.match(/[A-Z][a-z]+|[A-Z]+|\d+/g) ?? [];
  return { name, package: `@expo-google-fonts/${words.join('-').toLowerCase()}`, ...more };
};

/**
 * All families that are looked through, in the order of preference. Those that are not among this
 * program's own dependencies are used when somebody has installed them.
 */
export const fontPackages: readonly FontPackage[] = [
  family('OpenSans', { italics: true }),
  family('NotoSansHebrew', { scripts: ['Hebrew'] }),
  family('NotoSansArabic', { scripts: ['Arabic'] }),
  family('NotoSansDevanagari', { scripts: ['Devanagari'] }),
  family('NotoSansBengali', { scripts: ['Bengali'] }),
  family('NotoSansTamil', { scripts: ['Tamil'] }),
  family('NotoSansThai', { scripts: ['Thai'] }),
  family('NotoSansGeorgian', { scripts: ['Georgian'] }),
  family('NotoSansArmenian', { scripts: ['Armenian'] }),
  family('NotoSansEthiopic', { scripts: ['Ethiopic'] }),
  family('NotoSans', { italics: true, scripts: ['Latin', 'Greek', 'Cyrillic'] }),
  family('NotoEmoji'),
  family('NotoSansSymbols', {
    signs: /[\u2150-\u218f\u2460-\u24ff\u2600-\u26ff\u{1f100}-\u{1f1ff}\u{1f700}-\u{1f77f}]/u,
  }),
  family('NotoSansSymbols2', {
    regularOnly: true,
    signs: /[\u25a0-\u25ff\u2700-\u27bf\u2b00-\u2bff\u{1f000}-\u{1f0ff}\u{1f300}-\u{1f8ff}\u{1fb00}-\u{1fbff}]/u,
  }),
  family('NotoSansMath', {
    regularOnly: true,
    signs: /[\u2190-\u23ff\u27c0-\u27ff\u2900-\u2aff\u{1d400}-\u{1d7ff}]/u,
  }),
  family('NotoSansSC', { scripts: ['Han', 'Bopomofo', 'Hiragana', 'Katakana'], han: 'simplified' }),
  family('NotoSansTC', { scripts: ['Han', 'Bopomofo', 'Hiragana', 'Katakana'], han: 'traditional' }),
  family('NotoSansJP', { scripts: ['Han', 'Hiragana', 'Katakana'], han: 'japanese' }),
  family('NotoSansKR', { scripts: ['Han', 'Hangul'], han: 'korean' }),
  family('NotoSansGujarati', { scripts: ['Gujarati'] }),
  family('NotoSansGurmukhi', { scripts: ['Gurmukhi'] }),
  family('NotoSansOriya', { scripts: ['Oriya'] }),
  family('NotoSansTelugu', { scripts: ['Telugu'] }),
  family('NotoSansKannada', { scripts: ['Kannada'] }),
  family('NotoSansMalayalam', { scripts: ['Malayalam'] }),
  family('NotoSansSinhala', { scripts: ['Sinhala'] }),
  family('NotoSansLao', { scripts: ['Lao'] }),
  family('NotoSansKhmer', { scripts: ['Khmer'] }),
  family('NotoSansMyanmar', { scripts: ['Myanmar'] }),
  family('NotoSansThaana', { scripts: ['Thaana'] }),
  family('NotoSansSyriac', { scripts: ['Syriac'] }),
  family('NotoSansCherokee', { scripts: ['Cherokee'] }),
  family('NotoSansTifinagh', { scripts: ['Tifinagh'] }),
  family('NotoSerifTibetan', { scripts: ['Tibetan'] }),
];

/**
 * The package to install for a letter or sign.
 *
 * @param installed the families that are here already, and do not have it.
 */
export const packageFor = (character: string, han: HanStyle, installed: readonly string[]): string | undefined => {
  const script = scriptOf(character);
  const isFor = ({ scripts, signs }: FontPackage): boolean =>
    script ? (scripts?.includes(script) ?? false) : (signs?.test(character) ?? false);
  const fitting = fontPackages.filter((candidate) => isFor(candidate) && !installed.includes(candidate.name));
  return (fitting.find((candidate) => candidate.han === han) ?? fitting[0])?.package;
};
