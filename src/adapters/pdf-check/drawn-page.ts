import type { Operations } from './operations.ts';
import { createPainter, type PaintedRectangle } from './painter.ts';
import { type PdfValue, unreadable } from './pdf-values.ts';
import { createTextReader, type DrawnText, type FontByName } from './text-reader.ts';
import { createTokens } from './tokens.ts';

/** What a page shows, in the order in which it is drawn. Places are in points from the lower left corner. */
export type DrawnPage = Readonly<{ texts: readonly DrawnText[]; rectangles: readonly PaintedRectangle[] }>;

/** More than this cannot stand before an operator; what piles up is no page. */
const operandsMax = 1_000;
const levelsMax = 100;

/** Carries out a page's content as far as texts and filled rectangles go. Pictures and forms that it places are not looked into. */
export const readPage = (
  content: Uint8Array,
  fontByName: FontByName,
  propertiesByName: (name: string) => PdfValue | undefined,
): DrawnPage => {
  const painter = createPainter();
  const reader = createTextReader(fontByName, propertiesByName);
  const operations: Operations = { ...painter.operations, ...reader.operations, ID: refusePicture };
  const kept: (readonly [() => void, () => void])[] = [];
  const tokens = createTokens(content);
  let operands: PdfValue[] = [];

  for (let token = tokens.next(); token !== undefined; token = tokens.next()) {
    if (typeof token !== 'string' || token.startsWith('/') || constants.has(token)) {
      if (operands.push(token) > operandsMax) throw unreadable('the page has values that nothing uses');
      continue;
    }
    if (token === 'q') {
      if (kept.push([painter.keep(), reader.keep()]) > levelsMax) throw unreadable('the page is nested too deep');
    } else if (token === 'Q') {
      for (const restore of kept.pop() ?? []) restore();
    } else if (Object.hasOwn(operations, token)) operations[token]?.(operands);
    operands = [];
  }
  return { texts: reader.texts(), rectangles: painter.rectangles };
};

const constants: ReadonlySet<string> = new Set(['true', 'false', 'null']);

const refusePicture = (): void => {
  throw unreadable('the page holds a picture in its text');
};
