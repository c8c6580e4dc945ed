import bidiJs from 'bidi-js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { visualOrder } from '../../templates/bidi.ts';
import { drawnRuns, isRightToLeft, lettersOf, markedText } from '../../templates/text-runs.ts';
import { typewriter } from './typewriter.ts';

const style = { face: 'bold', han: 'simplified' } as const;
const fonts = typewriter();
const runsOf = (text: string) => drawnRuns(text, { style, fonts });
/** What is drawn from left to right, each right-to-left run in angle brackets and as it is read. */
const drawn = (text: string) => runsOf(text).map((run) => (isRightToLeft(run) ? `«${run.text}»` : run.text));

describe('a line', () => {
  it.each([
    ['of one script is one run', 'Ada Lovelace', ['Ada Lovelace']],
    ['of two scripts is two runs, and signs that both share go with the one before', 'Ada (Άδα)', ['Ada (', 'Άδα)']],
    ['of several scripts of East Asia is one run where one font has them', '山さく', ['山', 'さく']],
    ['with words from right to left has these between the others', 'Ada (علي) X', ['Ada (', '«علي»', ') X']],
    ['that begins from right to left ends at the left', 'علي Ada', ['Ada', '« »', '«علي»']],
    [
      'reads numbers from left to right, also between words from right to left',
      'علي ۱۲۳ علي',
      ['«علي»', '« »', '۱۲۳', '« »', '«علي»'],
    ],
  ])('%s', (_, text, parts) => {
    expect(drawn(text)).toEqual(parts);
  });

  it('takes no direction from an emoji', () => {
    expect(drawn('🎓🎉 علي')).toEqual(['«علي»', '«🎓🎉 »']);
    expect(drawn('🇩🇪 علي')).toEqual(['🇩🇪 ', '«علي»']);
  });

  it('keeps the direction of its paragraph, wherever it begins', () => {
    const paragraph = 'علي 12 Ada';
    const line = { from: 4, to: paragraph.length };

    expect(drawnRuns(paragraph, { style, fonts, line }).map(({ text }) => text)).toEqual(['Ada', ' ', '12']);
  });

  it('with a letter that no font has cannot be set', () => {
    expect(() => runsOf('Ada \ue000')).toThrow(/no font/);
  });

  it('marks a sign that would be read as part of the right-to-left words before it', () => {
    const [first, second, third] = runsOf('Ada (علي)');

    expect(first && markedText(first, undefined)).toBe('Ada (');
    expect(second && markedText(second, first)).toBe('علي');
    expect(third && markedText(third, second)).toBe('\u200e)');
  });
});

/** Texts of everything: scripts, digits, brackets, marks, joiners, blanks. */
const signs = fc.constantFrom(
  ...[
    'a',
    'é',
    'e\u0301',
    'Ж',
    'Ω',
    ' ',
    '(',
    ')',
    '[',
    '.',
    ',',
    '-',
    '1',
    '23',
    'ا',
    'ب',
    'لا',
    'ُ',
    '٣',
    '۴',
    '\u200c',
  ],
  ...['ש', 'שׁ', 'ּ', 'क', 'क्', 'कि', 'ক', '山', 'さ', '김', 'น้ำ', '👩‍🎓', '🎓', '🇩🇪'],
);
const texts = fc.array(signs, { minLength: 1, maxLength: 60 }).map((parts) => parts.join('').trim());
const laws = { numRuns: 500, seed: 1 } as const;

describe('whatever a line says', () => {
  it('its runs, as they are read, are the text', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const read = [...runsOf(text)].sort((one, other) => one.from - other.from);

        expect(read.map((run) => run.text).join('')).toBe(text);
      }),
      laws,
    );
  });

  it('its characters stand where the bidirectional algorithm puts them', () => {
    // The reference knows no characters of two units, and no letters with their joiners.
    const ofOneUnit = texts.map((text) =>
      text
        .replace(/[\u{10000}-\u{10ffff}]/gu, '\u2606')
        .replaceAll('\u200c', '')
        .trim(),
    );
    const bidi = (bidiJs as unknown as typeof bidiJs.default)();
    fc.assert(
      fc.property(ofOneUnit, (text) => {
        const order = runsOf(text).flatMap((run) => {
          const places = Array.from({ length: run.text.length }, (_, at) => run.from + at);
          return isRightToLeft(run) ? places.reverse() : places;
        });

        expect(order).toEqual(bidi.getReorderedIndices(text, bidi.getEmbeddingLevels(text, 'auto')));
      }),
      laws,
    );
  });

  it('no letter is taken apart', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const letters = runsOf(text).flatMap((run) => lettersOf(run.text));

        expect([...letters].sort()).toEqual([...lettersOf(text)].sort());
      }),
      laws,
    );
  });

  it('the order in which it is drawn is a permutation of the one in which it is read', () => {
    const parts = fc.array(fc.record({ level: fc.nat(4), name: fc.nat() }), { maxLength: 30 });
    fc.assert(
      fc.property(parts, (line) => {
        const order = visualOrder(line);

        expect([...order].sort((a, b) => line.indexOf(a) - line.indexOf(b))).toEqual(line);
        if (line.every(({ level }) => level === 0)) expect(order).toEqual(line);
        if (line.every(({ level }) => level === 1)) expect([...order].reverse()).toEqual(line);
      }),
      laws,
    );
  });
});

describe('a paragraph of several looks', () => {
  const letters = fc.string({
    minLength: 1,
    maxLength: 12,
    unit: fc.constantFrom('a', 'B', 'é', ' ', '(', 'ع', 'ل', '山', '1'),
  });
  const part = fc.record({ text: letters, face: fc.constantFrom('regular' as const, 'bold' as const) });

  it('has every letter in the look of its part, whatever order the line is drawn in', () => {
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 5 }), (spans) => {
        const text = spans.map((span) => span.text).join('');
        const runs = drawnRuns(text, { style: { ...style, face: 'regular', spans }, fonts });
        const found = runs.flatMap((run) =>
          [...run.text].map((letter, at) => ({ at: run.from + at, letter, face: run.face, span: run.span })),
        );
        const wanted = spans.flatMap(({ text: letters, face }, span) =>
          [...letters].map((letter) => ({ letter, face, span })),
        );
        expect(found.sort((a, b) => a.at - b.at).map(({ at, ...rest }) => rest)).toEqual(wanted);
      }),
      { numRuns: 300, seed: 1 },
    );
  });
});
