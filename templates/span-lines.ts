import type { FilledSpan } from './filled-blocks.ts';
import type { Line, Word } from './line-breaking.ts';
import type { Measure } from './typography.ts';

/** A stretch of a line in one look, with its width in em. */
export type Piece = FilledSpan & Readonly<{ widthEm: number }>;

const letterSegmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** The words of a paragraph of several looks, each measured in the looks that its letters have. */
export const spanWords = (spans: readonly FilledSpan[], measure: Measure): readonly Word[] => {
  let offset = 0;
  return textOf(spans)
    .split(' ')
    .map((text) => {
      const from = offset;
      offset += text.length + 1;
      return {
        text,
        widthEm: widthOf(piecesOf(spans, from, from + text.length, measure)),
        letters: () =>
          [...letterSegmenter.segment(text)].map(({ segment, index }) => ({
            text: segment,
            widthEm: widthOf(piecesOf(spans, from + index, from + index + segment.length, measure)),
          })),
      };
    });
};

/** The lines of that paragraph, each in stretches of one look. Lines follow each other as the text does. */
export const spanLines = (
  lines: readonly Line[],
  spans: readonly FilledSpan[],
  measure: Measure,
): readonly (readonly Piece[])[] => {
  const text = textOf(spans);
  let offset = 0;
  return lines.map((line) => {
    const from = text.indexOf(line.text, offset);
    offset = from + line.text.length;
    return piecesOf(spans, from, offset, measure);
  });
};

const textOf = (spans: readonly FilledSpan[]): string => spans.map(({ text }) => text).join('');
const widthOf = (pieces: readonly Piece[]): number => pieces.reduce((sum, { widthEm }) => sum + widthEm, 0);

const piecesOf = (spans: readonly FilledSpan[], from: number, to: number, measure: Measure): readonly Piece[] => {
  let start = 0;
  return spans.flatMap((span) => {
    const text = span.text.slice(Math.max(0, from - start), Math.max(0, to - start));
    start += span.text.length;
    return text === '' ? [] : [{ ...span, text, widthEm: measure(text, span.face) }];
  });
};
