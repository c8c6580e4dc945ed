import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FilledSpan } from '../../templates/filled-blocks.ts';
import { filledSpans } from '../../templates/filled-spans.ts';
import { spanLines, spanWords } from '../../templates/span-lines.ts';
import { fitText } from '../../templates/text-fitting.ts';
import type { Measure } from '../../templates/typography.ts';
import { content } from './content.ts';

const measure: Measure = (text, face) => [...text].length * (face === 'bold' ? 0.7 : 0.5);
const box = { leftMm: 0, topMm: 0, widthMm: 60, heightMm: 60 };
const span = (text: string, face: FilledSpan['face'] = 'regular'): FilledSpan => ({ text, face, color: '#000000' });
const setIn = (spans: readonly FilledSpan[]) => {
  const text = spans.map((part) => part.text).join('');
  const fitted = fitText(
    text,
    { face: 'regular', box, steps: [{ sizePt: 20 }], words: spanWords(spans, measure) },
    measure,
  );
  return { text, fitted, lines: spanLines(fitted.lines, spans, measure) };
};

/** Blanks are measured in the paragraph's own face when lines are filled. */
const spaceDifference = 0.2 + 1e-9;
const piecesWithBlanks = (line: readonly FilledSpan[]): number =>
  1 +
  line
    .map(({ text }) => text)
    .join('')
    .split(' ').length;

describe('a paragraph of several looks', () => {
  it('is broken at its words, not where the look changes', () => {
    const { lines } = setIn([span('offered by '), span('MITx', 'bold'), span(', an initiative')]);

    expect(lines.map((line) => line.map(({ text, face }) => `${face}:${text}`))).toEqual(
      [['regular:offered by '], ['bold:MITx', 'regular:, an '], ['regular:initiative']].map((line) =>
        line.map((piece) => piece.replace(/ $/, '')),
      ),
    );
  });

  it('keeps every letter in its look, in lines as wide as their pieces', () => {
    const word = fc.string({ minLength: 1, maxLength: 30, unit: fc.constantFrom('a', 'é', 'W', '(') });
    const spans = fc
      .array(
        fc.tuple(fc.array(word, { minLength: 1, maxLength: 5 }), fc.constantFrom('regular' as const, 'bold' as const)),
        { minLength: 1, maxLength: 6 },
      )
      .map((parts) =>
        parts.map(([words, face], at) =>
          span(words.join(' ') + (at < parts.length - 1 && at % 2 === 0 ? ' ' : ''), face),
        ),
      );

    fc.assert(
      fc.property(spans, (given) => {
        const { text, fitted, lines } = setIn(given);
        const looks = given.flatMap((part) =>
          [...part.text].filter((letter) => letter !== ' ').map((letter) => part.face + letter),
        );
        const printed = lines
          .flat()
          .flatMap((piece) => [...piece.text].filter((letter) => letter !== ' ').map((letter) => piece.face + letter));
        expect(printed).toEqual(looks);
        expect(text.length).toBeGreaterThan(0);
        lines.forEach((line, at) => {
          const width = line.reduce((sum, { widthEm }) => sum + widthEm, 0);
          expect(width).toBeLessThanOrEqual(
            (fitted.lines[at]?.widthEm ?? 0) + spaceDifference * piecesWithBlanks(line),
          );
        });
      }),
      { numRuns: 200, seed: 1 },
    );
  });
});

describe('the parts of a paragraph', () => {
  const look = { face: 'regular', color: 'ink', when: [] } as const;
  const partsOf = (...patterns: readonly string[]) =>
    filledSpans(
      patterns.map((pattern, at) => ({ ...look, pattern, face: at % 2 ? 'bold' : 'regular' })),
      content({ name: 'Ada' }),
    ).map(({ text }) => text);

  it('have single blanks between them, and none at the ends', () => {
    expect(partsOf(' To ', ' {name} ', ' and ')).toEqual(['To ', 'Ada ', 'and']);
    expect(partsOf('To', '{name}', '.')).toEqual(['To', 'Ada', '.']);
  });

  it('that say nothing leave no gap', () => {
    expect(partsOf('To ', '{disclaimer}', ' you')).toEqual(['To you']);
  });

  it('take braces in a name as letters', () => {
    expect(filledSpans([{ ...look, pattern: '{name}' }], content({ name: '{grade} {{name}}' }))[0]?.text).toBe(
      '{grade} {{name}}',
    );
  });
});
