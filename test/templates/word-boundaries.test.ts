import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { piecesOf } from '../../templates/word-boundaries.ts';

const texts = (text: string) => piecesOf(text).map((piece) => piece.text);

describe('a line can be broken', () => {
  it.each([
    ['at blanks', 'Ada Love lace', ['Ada', 'Love', 'lace']],
    ['between letters of Chinese and Japanese', '北京大学さく', ['北', '京', '大', '学', 'さ', 'く']],
    [
      'but not before a closing sign or a small letter, nor after an opening one',
      '「山」、カッー山',
      ['「山」、', 'カッー', '山'],
    ],
    ['between these and other words', 'Python入門', ['Python', '入', '門']],
    ['between the words of Thai, which has no blanks', 'สวัสดีครับ', ['สวัสดี', 'ครับ']],
    ['but not before its closing signs, nor after its opening ones', '(สวัสดี)ครับ', ['(สวัสดี)', 'ครับ']],
    ['in Korean at blanks alone', '한국어 대학교', ['한국어', '대학교']],
    ['in Arabic at blanks alone', 'محمد علي', ['محمد', 'علي']],
  ])('%s', (_, text, parts) => {
    expect(texts(text)).toEqual(parts);
  });

  it('and keeps every letter, at its place', () => {
    const part = fc.constantFrom('Ada', ' ', '山', '。', '「', 'น้ำ', 'สวัสดี', 'क्ष', '👩‍🎓', '-');
    const given = fc.array(part, { maxLength: 40 }).map((parts) => parts.join('').replace(/ +/g, ' ').trim());
    fc.assert(
      fc.property(given, (text) => {
        const pieces = piecesOf(text);

        expect(pieces.map((piece) => `${piece.afterBlank ? ' ' : ''}${piece.text}`).join('')).toBe(text);
        for (const piece of pieces) expect(text.slice(piece.from, piece.from + piece.text.length)).toBe(piece.text);
      }),
      { numRuns: 300, seed: 1 },
    );
  });
});
