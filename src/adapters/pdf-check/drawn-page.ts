import { createGraphics } from './graphics.ts';
import type { Operations } from './operations.ts';
import { createPainter, type PaintedShape } from './painter.ts';
import { isDict, type PdfDict, type PdfValue, unreadable } from './pdf-values.ts';
import { createTextReader, type DrawnPiece, type FontByName, hidden } from './text-reader.ts';
import { createTokens } from './tokens.ts';

/** What a page shows, in the order in which it is drawn. Places are in points from the lower left corner. */
export type DrawnPage = Readonly<{
  pieces: readonly DrawnPiece[];
  shapes: readonly PaintedShape[];
  /** The names of what it places from elsewhere in the file, before anything else. */
  beneath: readonly string[];
}>;

/** What a page calls by name. */
export type Named = Readonly<{ font: FontByName; settings: (name: string) => PdfDict }>;

/** More than this cannot stand before an operator; what piles up is no page. */
const operandsMax = 1_000;
const levelsMax = 100;

/**
 * Carries out a page's content as far as texts and shapes go. What it places from elsewhere is not looked into.
 *
 * @throws SelfCheckError `self-check-unreadable` at everything that the pages of certificates do not have.
 */
export const readPage = (content: Uint8Array, { font, settings }: Named): DrawnPage => {
  const beneath: string[] = [];
  const kept: (() => void)[] = [];
  const graphics = createGraphics(settings);
  const text = createTextReader(graphics.now, font);
  const painter = createPainter(graphics.now, () => {
    if (text.pieces.length > 0) throw hidden('is painted over');
  });
  const operations: Operations = {
    ...withoutEffect,
    ...refused,
    ...graphics.operations,
    ...painter.operations,
    ...text.operations,
    q: () => {
      const restores = [graphics.keep(), text.keep()];
      const levels = kept.push(() => {
        for (const restore of restores) restore();
      });
      if (levels > levelsMax) throw unreadable('the page is nested too deep');
    },
    Q: () => {
      const restore = kept.pop();
      if (!restore) throw unreadable('the page takes back what it never kept');
      restore();
    },
    Do: ([name]) => {
      if (painter.shapes.length > 0 || text.pieces.length > 0) throw hidden('has a picture over it');
      beneath.push(String(name));
    },
  };
  carryOut(content, new Map(Object.entries(operations)));
  if (kept.length > 0) throw unreadable('the page has no end');
  return { pieces: text.pieces, shapes: painter.shapes, beneath };
};

const carryOut = (content: Uint8Array, operations: ReadonlyMap<string, Operations[string]>): void => {
  const tokens = createTokens(content);
  let operands: PdfValue[] = [];
  for (let token = tokens.next(); token !== undefined; token = tokens.next()) {
    if (typeof token !== 'string' || token.charCodeAt(0) === slash || constants.has(token)) {
      if (operands.push(token) > operandsMax) throw unreadable('the page has values that nothing uses');
      continue;
    }
    const operation = operations.get(token);
    if (!operation) throw unreadable('the page has an operator that its drawing does not need');
    operation(operands);
    operands = [];
  }
};

const slash = '/'.charCodeAt(0);
const constants: ReadonlySet<string> = new Set(['true', 'false', 'null']);

const nothing = (): void => undefined;

/** How outlines look, which says nothing here; and the end of a part that is marked. */
const withoutEffect: Operations = Object.fromEntries(
  ['d', 'j', 'J', 'M', 'i', 'ri', 'CS', 'SC', 'SCN', 'G', 'RG', 'K', 'EMC'].map((operator) => [operator, nothing]),
);

const cutAway = (): never => {
  throw hidden('is cut away, or may be');
};

/** What a marked part may say of itself: which element of the structure it belongs to, and that it is decoration. */
const plainMarks: ReadonlySet<string> = new Set(['/MCID', '/Type', '/Attached', '/BBox']);

const refused: Operations = {
  W: cutAway,
  'W*': cutAway,
  BMC: ([tag]) => {
    if (tag !== '/Artifact') throw unreadable('a part of the page is marked in an unusual way');
  },
  BDC: ([tag, properties]) => {
    if (tag === '/OC') throw hidden('can be switched off');
    const isPlain = isDict(properties) && [...properties.keys()].every((key) => plainMarks.has(key));
    if (!isPlain) throw unreadable('a part of the page is marked in an unusual way');
  },
};
