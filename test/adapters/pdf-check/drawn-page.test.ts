import { describe, expect, it } from 'vitest';
import { readPage } from '../../../src/adapters/pdf-check/drawn-page.ts';
import type { PdfFont } from '../../../src/adapters/pdf-check/fonts.ts';
import { readQrCode } from '../../../src/adapters/pdf-check/qr-code.ts';
import { lettersBySign } from '../../../src/adapters/pdf-check/to-unicode.ts';

/** Sign 0x41 stands for A, and so on; 0 is the box for what is missing, 2 says nothing, 0x100 and above are without ink. */
const font: PdfFont = {
  lettersOf: (sign) => (sign > 0x20 ? String.fromCharCode(sign & 0xff) : sign === 2 ? '' : undefined),
  inkOf: (sign) => (sign === 0 ? 'missing' : sign < 0x100 ? 'some' : 'none'),
};

const read = (content: string) =>
  readPage(
    Buffer.from(content, 'latin1'),
    () => font,
    () => new Map([['/ActualText', Buffer.from('named')]]),
  );
const textOf = (content: string): string =>
  read(content)
    .texts.map(({ text }) => text)
    .join('|');

describe('the text of a page', () => {
  it('is what its signs stand for, piece by piece', () => {
    expect(textOf('BT /F1 7 Tf [<00410042> -20 <0043>] TJ <0044> Tj ET BT <0045> Tj ET')).toBe('ABCD|E');
    expect(textOf('BT /F1 7 Tf (\\000A\\0\\102) Tj ET')).toBe('AB');
  });

  it('is what the file says that a part reads, once', () => {
    expect(textOf('BT /F1 7 Tf /Span << /ActualText <FEFF05D0> >> BDC <0041> Tj <0042> Tj EMC <0043> Tj ET')).toBe(
      'אC',
    );
    expect(textOf('/P /Named BDC BT /F1 7 Tf <0041> Tj ET EMC BT <0042> Tj ET')).toBe('named|B');
    expect(textOf('/P << /MCID 0 >> BDC BT /F1 7 Tf <0041> Tj ET EMC')).toBe('A');
  });

  it('misses what the file only says, and never draws', () => {
    expect(read('/Span << /ActualText (Ada) >> BDC EMC').texts).toEqual([{ text: 'Ada', missing: 1 }]);
  });

  it('does not count what is drawn to be searched only, and finds what means nothing', () => {
    expect(textOf('BT /F1 7 Tf 3 Tr <0041> Tj ET')).toBe('');
    expect(textOf('q 3 Tr Q BT /F1 7 Tf <0041> Tj ET')).toBe('A');
    expect(textOf('BT /F1 7 Tf <0001> Tj ET')).toBe('\ufffd');
    expect(read('BT /F1 7 Tf <0000> Tj ET').texts).toEqual([{ text: '\ufffd', missing: 1 }]);
  });

  it('may be carried by signs that show nothing, beside those that do', () => {
    expect(read('BT /F1 7 Tf <0041> Tj <0142> Tj <0002> Tj ET').texts).toEqual([{ text: 'AB', missing: 0 }]);
    expect(read('BT /F1 7 Tf <01410142> Tj ET').texts).toEqual([{ text: 'AB', missing: 1 }]);
  });

  it('needs a font', () => {
    expect(() => read('BT <0041> Tj ET')).toThrow('a text has no font');
  });
});

describe('the rectangles of a page', () => {
  it('stand where the page puts them, in the colour that is set then', () => {
    const { rectangles } = read('1 0 0 -1 0 100 cm q 2 0 0 2 10 10 cm 1 g 0 0 5 5 re f Q 0 0 0 rg 1 1 2 2 re f');
    expect(rectangles).toEqual([
      { left: 10, right: 20, bottom: 80, top: 90, lightness: 1 },
      { left: 1, right: 3, bottom: 97, top: 99, lightness: 0 },
    ]);
  });

  it('may be drawn corner by corner', () => {
    const { rectangles } = read('0 g 1 1 m 5 1 l 5 3 l 1 3 l h 7 1 m 7 3 l 9 3 l 9 1 l 7 1 l f');
    expect(rectangles).toEqual([
      { left: 1, right: 5, bottom: 1, top: 3, lightness: 0 },
      { left: 7, right: 9, bottom: 1, top: 3, lightness: 0 },
    ]);
    expect(read('1 1 m 5 1 l 5 3 l 2 3 l f 1 1 m 5 1 l 5 3 l f 1 1 m 2 2 3 3 5 1 c 5 3 l 1 3 l f').rectangles).toEqual(
      [],
    );
  });

  it('are only those that are filled, and stand upright', () => {
    expect(read('0 0 5 5 re S 0 0 5 5 re n q 1 1 -1 1 0 0 cm 0 0 5 5 re f Q').rectangles).toEqual([]);
  });

  it('make no code when there are none, or when they are only dirt', () => {
    const area = { left: 0, bottom: 0, right: 60, top: 60 };
    expect(readQrCode([], area)).toBeNull();
    expect(readQrCode(read('0 g 10 10 5 5 re f 1 1 0.0001 0.0001 re f').rectangles, area)).toBeNull();
  });
});

describe('a font’s table of letters', () => {
  it('is read in all of its forms', () => {
    const table = `2 beginbfchar <0001> <0066 0069> <0002> <D83CDF93> endbfchar
      2 beginbfrange <0005> <0006> [<0041> <0042>] <0010> <0012> <0061> endbfrange`;
    expect([...lettersBySign(Buffer.from(table))]).toEqual([
      [1, 'fi'],
      [2, '🎓'],
      [5, 'A'],
      [6, 'B'],
      [0x10, 'a'],
      [0x11, 'b'],
      [0x12, 'c'],
    ]);
  });
});
