import { describe, expect, it } from 'vitest';
import { readPage } from '../../../src/adapters/pdf-check/drawn-page.ts';
import type { PdfFont } from '../../../src/adapters/pdf-check/fonts.ts';
import type { PdfDict } from '../../../src/adapters/pdf-check/pdf-values.ts';
import { readQrCode } from '../../../src/adapters/pdf-check/qr-code.ts';
import { lettersBySign } from '../../../src/adapters/pdf-check/to-unicode.ts';

/** Sign 0x41 stands for A, and so on, each half as wide as it is high; 0 is the box for what is missing, 2 says nothing. */
const font: PdfFont = {
  lettersOf: (sign) => (sign > 0x20 ? String.fromCharCode(sign) : sign === 2 ? '' : undefined),
  visible: (sign) => (sign === 0 ? 'missing' : 'some'),
  widthOf: (sign) => (sign === 2 ? 0 : 500),
};

const settings = new Map<string, PdfDict>([
  ['/Pale', new Map([['/ca', 0.5]])],
  ['/Full', new Map([['/ca', 1]])],
  ['/Soft', new Map([['/SMask', '/None']])],
]);

const read = (content: string) =>
  readPage(Buffer.from(content, 'latin1'), {
    font: () => font,
    settings: (name) => settings.get(name) ?? new Map(),
  });
const textOf = (content: string): string =>
  read(content)
    .pieces.map((signs) => signs.map(({ letters }) => letters).join(''))
    .join('|');

describe('the text of a page', () => {
  it('is what its signs stand for, piece by piece', () => {
    expect(textOf('BT /F1 7 Tf [<00410042> -20 <0043>] TJ <0044> Tj ET BT <0045> Tj ET')).toBe('ABCD|E');
    expect(textOf('BT /F1 7 Tf (\\000A\\0\\102) Tj ET')).toBe('AB');
    expect(textOf('BT /F1 7 Tf <0001> Tj ET')).toBe('\ufffd');
  });

  it('stands where the page puts it, and each sign after the one before it', () => {
    const [signs = []] = read(
      '1 0 0 -1 0 100 cm q 1 0 0 -1 0 100 cm 1 0 0 rg BT 1 0 0 1 10 20 Tm /F1 8 Tf [<0041> -125 <00420002>] TJ ET Q',
    ).pieces;
    expect(signs).toEqual([
      { letters: 'A', visible: 'some', ink: 0xff0000, sizePt: 8, x: 10, y: 20, widthPt: 4 },
      { letters: 'B', visible: 'some', ink: 0xff0000, sizePt: 8, x: 15, y: 20, widthPt: 4 },
      { letters: '', visible: 'some', ink: 0xff0000, sizePt: 8, x: 19, y: 20, widthPt: 0 },
    ]);
  });

  it('is what is drawn, whatever the file says that it reads', () => {
    expect(textOf('/P << /MCID 0 >> BDC BT /F1 7 Tf <0041> Tj ET EMC')).toBe('A');
    expect(() => read('/Span << /ActualText (Ada) >> BDC EMC')).toThrow('marked in an unusual way');
    expect(() => read('/P /Named BDC EMC')).toThrow('marked in an unusual way');
  });

  it.each([
    ['drawn to be searched only', '3 Tr <0041> Tj', 'without ink'],
    ['drawn as an outline', '1 Tr <0041> Tj', 'without ink'],
    ['drawn to cut something out', '7 Tr <0041> Tj', 'without ink'],
    ['pale', '/Pale gs <0041> Tj', 'can be seen through'],
    ['without a size', '/F1 0 Tf <0041> Tj', 'has no size'],
    ['without a height', '1 0 0 0 5 5 Tm <0041> Tj', 'stretched'],
    ['mirrored', '-1 0 0 1 5 5 Tm <0041> Tj', 'mirrored'],
    ['turned', '0 1 -1 0 5 5 Tm <0041> Tj', 'turned'],
    ['painted over', '<0041> Tj ET 0 0 1 1 re f BT', 'is painted over'],
    ['crossed out', '<0041> Tj ET 0 0 m 1 1 l S BT', 'is painted over'],
    ['under a picture', '<0041> Tj ET /Picture Do BT', 'has a picture over it'],
    ['cut away', 'ET 0 0 1 1 re W n BT <0041> Tj', 'cut away'],
    ['on a layer', 'ET /OC /Layer BDC BT <0041> Tj ET EMC BT', 'switched off'],
  ])('is found when nobody sees it: %s', (_, operators, because) => {
    expect(() => read(`BT /F1 7 Tf ${operators} ET`)).toThrow(
      expect.objectContaining({ code: 'self-check-hidden', message: expect.stringContaining(because) }),
    );
  });

  it('is seen again when the page takes back what hid it', () => {
    expect(textOf('q /Pale gs 3 Tr Q /Full gs BT /F1 7 Tf <0041> Tj ET')).toBe('A');
  });

  it('may lie on what is painted before', () => {
    expect(read('/Picture Do 0 0 1 1 re f BT /F1 7 Tf <0041> Tj ET f')).toMatchObject({ beneath: ['/Picture'] });
  });

  it('needs a font, and whole signs', () => {
    expect(() => read('BT <0041> Tj ET')).toThrow('a text has no font');
    expect(() => read('BT /F1 7 Tf <004100> Tj ET')).toThrow('cut off within a sign');
  });
});

describe('a page that is drawn in another way than certificates are', () => {
  it.each([
    ['an operator that is not known', '0 0 1 sh'],
    ['an operator for texts that is not known', 'BT 5 Tc ET'],
    ['a picture in the text', 'BI /W 1 ID x EI'],
    ['a pattern', '/Pattern cs /P1 scn'],
    ['an ink of its own', '/Special cs'],
    ['an ink of two parts', '1 1 scn'],
    ['a mask', '/Soft gs'],
    ['a setting that is not there', '/Other gs'],
    ['nothing to come back to', 'Q'],
    ['no end', 'q'],
    ['a name for a number', '/A 0 0 1 0 0 cm'],
    ['too few numbers', '1 0 0 1 0 cm'],
  ])('is refused: %s', (_, content) => {
    expect(() => read(content)).toThrow(expect.objectContaining({ code: 'self-check-unreadable' }));
  });
});

describe('the rectangles of a page', () => {
  it('stand where the page puts them, in the colour that is set then', () => {
    const { shapes } = read('1 0 0 -1 0 100 cm q 2 0 0 2 10 10 cm 1 g 0 0 5 5 re f Q 0 0 0 rg 1 1 2 2 re f');
    expect(shapes).toEqual([
      { left: 10, right: 20, bottom: 80, top: 90, lightness: 1 },
      { left: 1, right: 3, bottom: 97, top: 99, lightness: 0 },
    ]);
  });

  it('may be drawn corner by corner', () => {
    const { shapes } = read('0 g 1 1 m 5 1 l 5 3 l 1 3 l h 7 1 m 7 3 l 9 3 l 9 1 l 7 1 l f');
    expect(shapes).toEqual([
      { left: 1, right: 5, bottom: 1, top: 3, lightness: 0 },
      { left: 7, right: 9, bottom: 1, top: 3, lightness: 0 },
    ]);
  });

  it.each([
    ['outlines', '2 w 0 0 5 5 re S', { left: -1, right: 6, bottom: -1, top: 6 }],
    ['turned', 'q 1 1 -1 1 0 0 cm 0 0 5 5 re f Q', { left: -5, right: 5, bottom: 0, top: 10 }],
    ['with slanted sides', '1 1 m 5 1 l 5 3 l 2 3 l f', { left: 1, right: 5, bottom: 1, top: 3 }],
    ['with three corners', '1 1 m 5 1 l 5 3 l f', { left: 1, right: 5, bottom: 1, top: 3 }],
    ['with round sides', '1 1 m 2 2 3 4 5 1 c 5 3 l 1 3 l f', { left: 1, right: 5, bottom: 1, top: 4 }],
  ])('are told from other shapes: %s', (_, content, area) => {
    expect(read(content).shapes).toEqual([{ ...area, lightness: undefined }]);
    expect(read(content.replace(/[fS]( Q)?$/, 'n$1')).shapes).toEqual([]);
  });

  it('are paler when what lies beneath shines through', () => {
    expect(read('0 g /Pale gs 0 0 5 5 re f').shapes).toMatchObject([{ lightness: 0.5 }]);
  });

  it('make no code when there are none, or when they are only dirt', () => {
    const area = { left: 0, bottom: 0, right: 60, top: 60 };
    expect(readQrCode([], area)).toBeNull();
    expect(readQrCode(read('0 g 10 10 5 5 re f 1 1 0.0001 0.0001 re f').shapes, area)).toBeNull();
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
