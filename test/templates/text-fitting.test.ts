import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitText } from '../../templates/text-fitting.ts';
import { lineHeightEm, type Measure, mm } from '../../templates/typography.ts';

/** A typewriter's face: every character is half an em wide. */
const measure: Measure = (text) => [...text].length / 2;
const box = { leftMm: 0, topMm: 0, widthMm: 100, heightMm: 20 };
const steps = [{ sizePt: 34, widthMaxMm: 80 }, { sizePt: 18 }, { sizePt: 12, linesMax: 2 }, { sizePt: 8 }] as const;
const inBox = (text: string) => fitText(text, { face: 'bold', box, steps }, measure);
const texts = (text: string): readonly string[] => inBox(text).lines.map((line) => line.text);

describe('a text in a box', () => {
  it('is set in the largest size that fits', () => {
    expect(inBox('Ada Lovelace')).toEqual({ sizePt: 34, lines: [{ text: 'Ada Lovelace', from: 0, widthEm: 6 }] });
  });

  it('is set smaller when it is wider than that size may be, although the box is wider still', () => {
    // 15 characters of 17 points are 90 mm: more than 80, less than 100.
    expect(inBox('Ada B. Lovelace').sizePt).toBe(18);
  });

  it('is set in as few lines as possible, of about the same width', () => {
    expect(texts('one two three four five six seven')).toEqual(['one two three four', 'five six seven']);
  });

  it('breaks a word only when no line can hold it', () => {
    expect(texts('a'.repeat(60))).toEqual(['a'.repeat(30), 'a'.repeat(30)]);
    expect(texts(`${'b'.repeat(28)} ${'c'.repeat(29)}`)).toEqual(['b'.repeat(28), 'c'.repeat(29)]);
  });

  it('never breaks a letter from its accents', () => {
    const lines = texts('x\u0302'.repeat(120));

    expect(lines.length).toBeGreaterThan(1);
    for (const line of lines) expect(line).toMatch(/^(x\u0302)+$/);
  });

  it('keeps every letter, and never leaves the box', () => {
    const word = fc.string({ minLength: 1, maxLength: 80, unit: fc.constantFrom('a', 'b', 'é', 'Ж', '(', '-') });
    const text = fc.array(word, { minLength: 1, maxLength: 60 }).map((words) => words.join(' ').slice(0, 1_000).trim());

    fc.assert(
      fc.property(text, (given) => {
        const { sizePt, lines } = inBox(given);

        expect(
          lines
            .map((line) => line.text)
            .join('')
            .replaceAll(' ', ''),
        ).toBe(given.replaceAll(' ', ''));
        expect(lines.length * lineHeightEm * sizePt).toBeLessThanOrEqual(mm(box.heightMm));
        for (const line of lines) {
          expect(measure(line.text, 'bold') * sizePt).toBeLessThanOrEqual(mm(box.widthMm));
          expect(line.widthEm).toBeCloseTo(measure(line.text, 'bold'));
        }
      }),
      { numRuns: 200, seed: 1 },
    );
  });

  it('of 4,000 characters still fits', () => {
    expect(texts('W'.repeat(4_000)).join('')).toBe('W'.repeat(4_000));
  });

  it('that is longer than any request can be is an error, not a cut', () => {
    expect(() => inBox('a'.repeat(4_001))).toThrow(/4001 characters/);
  });
});
