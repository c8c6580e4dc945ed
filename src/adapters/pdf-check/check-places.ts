import { lineHeightEm, mm } from '../../../templates/typography.ts';
import { SelfCheckError } from '../../ports/certificate-check.ts';
import type { DrawnParagraph } from './compare-texts.ts';
import { type DrawnLine, isStanding } from './drawn-lines.ts';
import type { PdfPage } from './only-page.ts';
import { hidden } from './text-reader.ts';

/** More than rounding. */
const tolerancePt = 0.1;
/** Nobody could read it. */
const sizeMinPt = 1;
/** So far from their neighbours, and from their line, do letters and marks of any script stand; times their size. */
const [overlapEmMax, gapEmMax, awayEmMax] = [0.6, 0.6, 2];

/** @throws SelfCheckError `self-check-hidden` when a line does not lie on the page, or is too small to be seen. */
export const checkOnPage = (lines: readonly DrawnLine[], { widthPt, heightPt }: PdfPage): void => {
  for (const { x, right, y, sizePt } of lines) {
    if (x < -tolerancePt || right > widthPt + tolerancePt || y < 0 || y + sizePt / 2 > heightPt)
      throw hidden('lies outside of the page');
    if (sizePt < sizeMinPt) throw hidden('is too small');
  }
};

/**
 * Whether every paragraph stands where its layout has it. How far those go down that stand below others is not known here.
 *
 * @throws SelfCheckError `self-check-text`
 */
export const checkPlaces = (paragraphs: readonly DrawnParagraph[], { heightPt }: PdfPage): void => {
  const ends = new Map<string, number>();
  for (const { expected, lines } of paragraphs) {
    const { role, below } = expected;
    const isSideBySide = lines.every(hasLettersSideBySide);
    if (!isSideBySide) throw misplaced(`the letters of the ${role} do not stand side by side`);
    const limit = below ? ends.get(below.role) : undefined;
    if (!isInPlace({ expected, lines }, { heightPt, limit })) throw misplaced(`the ${role} stands elsewhere`);
    ends.set(role, lines.at(-1)?.y ?? heightPt);
  }
};

type Page = Readonly<{ heightPt: number; limit: number | undefined }>;

const isInPlace = ({ expected, lines }: DrawnParagraph, { heightPt, limit }: Page): boolean => {
  const { box, align, baselineMm, below, sizeMaxPt } = expected;
  const [first] = lines;
  if (!first) return false;
  const { sizePt, y } = first;
  const [left, right] = [mm(box.leftMm), mm(box.leftMm + box.widthMm)];
  const [top, bottom] = [heightPt - mm(box.topMm), heightPt - mm(box.topMm + box.heightMm)];

  const isAcross = lines.every((line) => {
    const isInside = line.x > left - tolerancePt && line.right < right + tolerancePt;
    const off = { left: line.x - left, center: (line.x - left - (right - line.right)) / 2, right: right - line.right };
    return isInside && Math.abs(off[align]) < tolerancePt;
  });
  const isDown = lines.every(
    (line, index) =>
      Math.abs(line.sizePt - sizePt) < tolerancePt &&
      Math.abs(line.y - (y - index * lineHeightEm * sizePt)) < tolerancePt,
  );
  const last = lines.at(-1)?.y ?? y;
  const mayMove = below !== undefined;
  const isInBox = y < top && (mayMove || last > bottom - tolerancePt);
  const isOnLine = baselineMm !== undefined && (mayMove || Math.abs(y - (heightPt - mm(baselineMm))) < tolerancePt);
  const isBelow = limit === undefined || y < limit;
  return isAcross && isDown && (isInBox || isOnLine) && isBelow && sizePt < sizeMaxPt + tolerancePt;
};

/** Marks may stand anywhere around their letters. */
const hasLettersSideBySide = ({ x, right, y, sizePt, signs }: DrawnLine): boolean => {
  const awayPt = awayEmMax * sizePt;
  let last: (typeof signs)[number] | undefined;
  return signs.every((sign) => {
    if (Math.abs(sign.y - y) > awayPt || sign.x < x - awayPt || sign.x > right + awayPt) return false;
    if (!isStanding(sign)) return true;
    const before = last;
    last = sign;
    if (!before) return true;
    const gapPt = sign.x - before.x - before.widthPt;
    return sign.x > before.x && gapPt > -overlapEmMax * sizePt && gapPt < gapEmMax * sizePt;
  });
};

const misplaced = (because: string): SelfCheckError =>
  new SelfCheckError('self-check-text', `the finished PDF does not say what was asked for: ${because}`);
