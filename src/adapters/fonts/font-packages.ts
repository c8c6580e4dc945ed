import type { HanStyle } from '../../../templates/han-style.ts';
import type { Script } from '../../../templates/scripts.ts';

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
  family('NotoSansSymbols'),
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
 * The package to install for a letter's script.
 *
 * @param installed the families that are here already, and do not have it.
 */
export const packageFor = (
  script: Script | undefined,
  han: HanStyle,
  installed: readonly string[],
): string | undefined => {
  const fitting = fontPackages.filter(
    ({ name, scripts }) => script && scripts?.includes(script) && !installed.includes(name),
  );
  return (fitting.find((candidate) => candidate.han === han) ?? fitting[0])?.package;
};
