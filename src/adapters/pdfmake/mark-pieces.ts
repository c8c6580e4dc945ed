import type { Piece } from '../../../templates/structure.ts';

/** A page's drawing as pdfkit keeps it until the end, one operator in each part; its types leave this out. */
type Drawing = { buffer: Uint8Array[]; data: { Length: number }; uncompressedLength: number };

/** The mark of a piece, by which an element of the structure holds it. */
export type Mark = ReturnType<PDFKit.PDFDocument['markStructureContent']>;

/**
 * Draws a page once more from its own operators, each piece between marks. No operator is changed.
 *
 * @returns the mark of each piece; decoration has none.
 * @throws Error when what is drawn are not these pieces.
 */
export const markPieces = (document: PDFKit.PDFDocument, pieces: readonly Piece[]): readonly (Mark | undefined)[] => {
  const marks: (Mark | undefined)[] = [];
  let shapesLeft = 0;
  let hasPath = false;

  const begin = (): void => {
    const piece = pieces[marks.length];
    if (!piece) throw differs();
    shapesLeft = piece.shapes ?? 0;
    if (piece.tag === 'Artifact') document.markContent('Artifact', { type: 'Layout' });
    marks.push(piece.tag === 'Artifact' ? undefined : document.markStructureContent(piece.tag));
  };

  for (const part of takenApart(document)) {
    const operator = operatorOf(part);
    if (operator === beginText && shapesLeft > 0) throw differs();
    if (operator === beginText || (shapesLeft === 0 && pieces[marks.length]?.shapes)) begin();
    if (pathStarts.has(operator)) hasPath = true;
    if (hasPath && shapesLeft === 0) throw differs();
    document.page.content.write(part);
    // pdfmake also "paints" before each text, where there is no path.
    const isShape = hasPath && paints.has(operator);
    if (isShape) [hasPath, shapesLeft] = [false, shapesLeft - 1];
    if (operator === endText || (isShape && shapesLeft === 0)) document.endMarkedContent();
  }
  if (marks.length < pieces.length || shapesLeft > 0) throw differs();
  return marks;
};

const beginText = 'BT';
const endText = 'ET';
const pathStarts: ReadonlySet<string> = new Set(['m', 're']);
const paints: ReadonlySet<string> = new Set(['f', 'S', 'B', 'f*', 'B*']);

/** Takes everything off the page but what turns it upright. @returns what was taken. */
const takenApart = (document: PDFKit.PDFDocument): readonly Uint8Array[] => {
  const drawing = document.page.content as unknown as Drawing;
  const [upright, ...operators] = drawing.buffer;
  if (!upright) throw differs();
  drawing.buffer = [upright];
  drawing.uncompressedLength = upright.length;
  drawing.data.Length = upright.length;
  return operators;
};

/** The last word of a part. */
const operatorOf = (part: Uint8Array): string => {
  const words = Buffer.from(part.buffer, part.byteOffset, part.byteLength).toString('latin1').trimEnd();
  return words.slice(words.lastIndexOf(' ') + 1);
};

const differs = (): Error => new Error('the page is not drawn in the pieces that its structure says');
