import type { DrawnPiece, DrawnSign } from './text-reader.ts';

/** Pieces that stand side by side, from left to right. Places are in points from the page's lower left corner. */
export type DrawnLine = Readonly<{ x: number; right: number; y: number; sizePt: number; signs: readonly DrawnSign[] }>;

const tolerancePt = 0.02;
/** So much closer or farther, in parts of its size, may a piece be drawn than the one before it ends: rounding. */
const gapEm = 0.05;

/** Puts the pieces of a page together to lines. What does not touch, or has another size, stands in another line. */
export const linesOf = (pieces: readonly DrawnPiece[]): readonly DrawnLine[] => {
  const lines: { x: number; right: number; y: number; sizePt: number; signs: DrawnSign[] }[] = [];
  for (const signs of pieces) {
    const { x, y, sizePt } = signs.find(isStanding) ?? signs[0] ?? nowhere;
    const right = signs.reduce((end, sign) => (isStanding(sign) ? Math.max(end, sign.x + sign.widthPt) : end), x);
    const last = lines.at(-1);
    const goesOn =
      last &&
      Math.abs(last.y - y) < tolerancePt &&
      Math.abs(last.sizePt - sizePt) < tolerancePt &&
      Math.abs(last.right - x) < gapEm * sizePt;
    if (goesOn) {
      last.signs.push(...signs);
      last.right = right;
    } else lines.push({ x, right, y, sizePt, signs: [...signs] });
  }
  return lines;
};

/** Marks may begin a piece, and stand anywhere. */
export const isStanding = ({ letters, widthPt }: DrawnSign): boolean => letters !== '' && widthPt > 0;

const nowhere = { x: 0, y: 0, sizePt: 0 };
