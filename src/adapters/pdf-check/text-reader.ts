import { SelfCheckError } from '../../ports/certificate-check.ts';
import type { PdfFont, Visible } from './fonts.ts';
import { type Graphics, matrixOf } from './graphics.ts';
import type { Ink } from './ink.ts';
import { type Matrix, multiplied, placed, unchanged } from './matrix.ts';
import type { Operations } from './operations.ts';
import { isArray, isBytes, type PdfValue, unreadable } from './pdf-values.ts';

/** A sign on the page; points from its lower left corner. */
export type DrawnSign = Readonly<{
  /** What it stands for; none when it belongs to a neighbour. */
  letters: string;
  visible: Visible;
  ink: Ink;
  sizePt: number;
  x: number;
  y: number;
  widthPt: number;
}>;

/** What is drawn between `BT` and `ET`, in the order in which it is drawn. */
export type DrawnPiece = readonly DrawnSign[];
export type FontByName = (name: string) => PdfFont;

type TextReader = Readonly<{
  operations: Operations;
  keep: () => () => void;
  pieces: readonly DrawnPiece[];
}>;

const unknownLetter = '\ufffd';

/** Inside, without an outline. */
const filled = 0;

const tolerance = 1e-6;

/**
 * Follows the fonts and texts of a page. Only what is drawn counts, never what the file says that a part of it reads.
 *
 * @throws SelfCheckError `self-check-hidden` at signs that are drawn so that nobody sees them, or not as they are.
 */
export const createTextReader = (graphics: () => Graphics, fontByName: FontByName): TextReader => {
  const pieces: DrawnPiece[] = [];
  let piece: DrawnSign[] | undefined;
  let [font, sizePt, mode]: [PdfFont | undefined, number, number] = [undefined, 0, filled];
  let line: Matrix = unchanged;
  let pen = 0;

  const showSigns = (string: Uint8Array): void => {
    if (!font || !piece) throw unreadable('a text has no font');
    if (string.length % 2 !== 0) throw unreadable('a text is cut off within a sign');
    const matrix = multiplied(line, graphics().matrix);
    checkDrawing({ mode, sizePt, opacity: graphics().opacity, matrix });
    for (let at = 0; at < string.length; at += 2) {
      const sign = (string[at] ?? 0) * 256 + (string[at + 1] ?? 0);
      const widthPt = (font.widthOf(sign) * sizePt) / 1_000;
      const letters = font.lettersOf(sign) ?? unknownLetter;
      const [x, y] = placed([pen, 0], matrix);
      piece.push({ letters, visible: font.visible(sign), ink: graphics().ink, sizePt, x, y, widthPt });
      pen += widthPt;
    }
  };

  const show = ([given]: readonly PdfValue[]): void => {
    for (const part of isArray(given) ? given : [given]) {
      if (typeof part === 'number') pen -= (part * sizePt) / 1_000;
      else if (isBytes(part)) showSigns(part);
      else throw unreadable('a text has other parts than signs');
    }
  };

  return {
    pieces,
    keep: () => {
      const kept: [PdfFont | undefined, number, number] = [font, sizePt, mode];
      return () => {
        [font, sizePt, mode] = kept;
      };
    },
    operations: {
      BT: () => {
        piece = [];
        [line, pen] = [unchanged, 0];
      },
      ET: () => {
        if (piece && piece.length > 0) pieces.push(piece);
        piece = undefined;
      },
      Tf: ([name, size]) => {
        font = fontByName(String(name));
        sizePt = typeof size === 'number' ? size : 0;
      },
      Tr: ([given]) => {
        mode = typeof given === 'number' ? given : -1;
      },
      Tm: (operands) => {
        [line, pen] = [matrixOf(operands), 0];
      },
      Tj: show,
      TJ: show,
    },
  };
};

type Drawing = Readonly<{ mode: number; sizePt: number; opacity: number; matrix: Matrix }>;

const checkDrawing = ({ mode, sizePt, opacity, matrix: [a, b, c, d] }: Drawing): void => {
  if (mode !== filled) throw hidden('is drawn without ink');
  if (opacity !== 1) throw hidden('can be seen through');
  if (sizePt <= 0) throw hidden('has no size');
  const isUpright = [a - 1, b, c, d - 1].every((difference) => Math.abs(difference) < tolerance);
  if (!isUpright) throw hidden('is turned, mirrored or stretched');
};

/** What is thrown at text that cannot be seen as it should. */
export const hidden = (because: string): SelfCheckError =>
  new SelfCheckError('self-check-hidden', `the finished PDF has text that is not seen as it should be: it ${because}`);
