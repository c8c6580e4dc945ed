import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFontBook } from '../../../src/adapters/fonts/font-book.ts';
import { fontPackages } from '../../../src/adapters/fonts/font-packages.ts';
import { loadHarfBuzz } from '../../../src/adapters/fonts/harfbuzz.ts';
import { loadFonts } from '../../../src/adapters/fonts/load-fonts.ts';
import { installedFamilies } from '../../../src/adapters/fonts/packaged-fonts.ts';
import { drawnRuns, isRightToLeft, lettersOf, widthOfText } from '../../../templates/text-runs.ts';
import { moreNames, oldNames } from '../pdfmake/names.ts';

const book = await loadFonts();
const bold = { face: 'bold', han: 'simplified' } as const;
const hasOptional = ['SC', 'TC', 'JP', 'KR'].every((writing) => book.families.includes(`NotoSans${writing}`));
if (!hasOptional) process.stderr.write('SKIPPED: East Asian letters. To run it: npm ci without --omit=optional\n');

const samples: readonly (readonly [string, string])[] = [
  ['Ada', 'OpenSans'],
  ['Ψ', 'OpenSans'],
  ['Ж', 'OpenSans'],
  ['ש', 'OpenSans'],
  ['ɖ', 'NotoSans'],
  ['س', 'NotoSansArabic'],
  ['क्ष', 'NotoSansDevanagari'],
  ['ক', 'NotoSansBengali'],
  ['க', 'NotoSansTamil'],
  ['น้ำ', 'NotoSansThai'],
  ['გ', 'NotoSansGeorgian'],
  ['Հ', 'NotoSansArmenian'],
  ['አ', 'NotoSansEthiopic'],
  ['👩‍🎓', 'NotoEmoji'],
  ['🇩🇪', 'NotoEmoji'],
];

describe('a letter', () => {
  it.each(samples)('%s is shown by %s', (letter, font) => {
    expect(drawnRuns(letter, { style: bold, fonts: book }).map((run) => run.font)).toEqual([font]);
  });

  it.skipIf(!hasOptional).each([
    ['simplified', 'NotoSansSC'],
    ['traditional', 'NotoSansTC'],
    ['japanese', 'NotoSansJP'],
    ['korean', 'NotoSansKR'],
  ] as const)('of Chinese that is written in the %s way is shown by %s', (han, font) => {
    expect(book.fontOf('王', { face: 'regular', han })).toBe(font);
  });

  it.skipIf(!hasOptional)('that the wanted writing lacks is shown by another', () => {
    expect(book.fontOf('한', { face: 'bold', han: 'simplified' })).toBe('NotoSansKR');
    expect(book.fontOf('东', { face: 'bold', han: 'korean' })).not.toBeUndefined();
  });

  it('is shown with all of its marks by one font, or not at all', () => {
    expect(book.fontOf('ǖ', bold)).toBe('OpenSans');
    expect(book.fontOf('ي\u05b8', bold)).toBeUndefined();
    expect(book.fontOf('\ue000', bold)).toBeUndefined();
  });
});

describe('a font', () => {
  it.each([
    ['Ada Lovelace, Łukasz (Άδα) Ж 12', ['OpenSans']],
    ['محمد', ['NotoSansArabic', 'OpenSans']],
    ['क्षत्रिय', ['NotoSansDevanagari', 'OpenSans']],
  ])('is opened by nothing but a letter of its script: %s', async (text, fonts) => {
    const opened = new Set<string>();
    const watched = installedFamilies().map((family) => ({
      ...family,
      open: (...given: Parameters<typeof family.open>) => {
        opened.add(family.name);
        return family.open(...given);
      },
    }));
    drawnRuns(text, { style: bold, fonts: createFontBook(watched, await loadHarfBuzz()) });

    expect([...opened].sort()).toEqual(fonts);
  });
});

describe.skipIf(!hasOptional)('the signs of a text', () => {
  const signsOf = (text: string) =>
    drawnRuns(text, { style: bold, fonts: book }).map((run) => ({
      run,
      signs: book.open(run.font, run.face).shape(run.text, isRightToLeft(run)),
    }));
  const read = (text: string): string =>
    signsOf(text)
      .sort((one, other) => one.run.from - other.run.from)
      .map(({ run, signs }) => {
        const letters = isRightToLeft(run) ? [...signs].reverse() : signs;
        return letters.flatMap((sign) => sign.letters.map((letter) => String.fromCodePoint(letter))).join('');
      })
      .join('')
      .replaceAll('\u200f', '');

  it.each([...oldNames, ...moreNames])('%s are never a box, and say the text to who reads them', (name) => {
    expect(signsOf(name).flatMap(({ signs }) => signs.filter(({ glyph }) => glyph === 0))).toEqual([]);
    expect(read(name).normalize('NFC')).toBe(name.normalize('NFC'));
  });

  it('hold for whatever is put together from them', () => {
    const letters = [...new Set([...oldNames, ...moreNames].flatMap(lettersOf))];
    const text = fc.array(fc.constantFrom(...letters), { minLength: 1, maxLength: 30 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, (given) => {
        expect(signsOf(given).flatMap(({ signs }) => signs.filter(({ glyph }) => glyph === 0))).toEqual([]);
        expect(read(given).normalize('NFC')).toBe(given.normalize('NFC'));
        expect(widthOfText(given, bold, book)).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 300, seed: 1 },
    );
  });
});

describe('the font packages', () => {
  it('have each another name', () => {
    const names = fontPackages.map((family) => family.package);

    expect(new Set(names).size).toBe(names.length);
    expect(names).toContain('@expo-google-fonts/noto-sans-kr');
    expect(names).toContain('@expo-google-fonts/open-sans');
  });
});
