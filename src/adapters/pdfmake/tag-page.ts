import type { Area, Element, Piece, Structure } from '../../../templates/structure.ts';

/** A page's drawing as pdfkit keeps it until the end: one operator in each part. Its types leave this out. */
type Drawing = { buffer: Uint8Array[]; data: { Length: number }; uncompressedLength: number };
type Content = ReturnType<PDFKit.PDFDocument['markStructureContent']>;
type StructureElement = ReturnType<PDFKit.PDFDocument['struct']>;

/**
 * Says which part of a drawn page is what. pdfmake draws everything and marks nothing, so the page is drawn once more from its
 * own operators, with marks between them; no operator is changed.
 *
 * @param document before its end, with one page.
 * @throws Error when the page is not drawn as the structure says.
 */
export const tagPage = (document: PDFKit.PDFDocument, { pieces, elements }: Structure): void => {
  const contents = markPieces(document, pieces);
  const root = document.struct('Document');
  document.addStructure(root);
  for (const element of elements) add(document, element, { parent: root, contents });
  root.end();
};

const add = (
  document: PDFKit.PDFDocument,
  element: Element,
  { parent, contents }: Readonly<{ parent: StructureElement; contents: readonly (Content | undefined)[] }>,
): void => {
  const { tag, language, reads, alternative, area, leads } = element;
  const made = document.struct(tag, {
    ...(language ? { lang: language } : {}),
    ...(reads ? { actual: reads } : {}),
    ...(alternative ? { alt: alternative } : {}),
    ...(area ? { bbox: [area.left, area.top, area.right, area.bottom] } : {}),
  });
  parent.add(made);
  for (const part of element.parts) {
    if (typeof part !== 'number') {
      add(document, part, { parent: made, contents });
      continue;
    }
    const content = contents[part];
    if (!content) throw new Error('the structure names a part of the page that is not drawn');
    made.add(content);
  }
  for (const place of leads?.areas ?? []) link(document, { place, address: leads?.address ?? '', parent: made });
};

const link = (
  document: PDFKit.PDFDocument,
  { place, address, parent }: Readonly<{ place: Area; address: string; parent: StructureElement }>,
): void => {
  const { left, top, right, bottom } = place;
  const options = { structParent: parent, Contents: new String(address) };
  document.link(left, top, right - left, bottom - top, address, options as unknown as PDFKit.Mixins.AnnotationOption);
};

/** Draws the page again, each piece between marks. @returns the mark of each piece; decoration has none. */
const markPieces = (document: PDFKit.PDFDocument, pieces: readonly Piece[]): readonly (Content | undefined)[] => {
  const drawing = document.page.content as unknown as Drawing;
  const [upright, ...operators] = drawing.buffer;
  if (!upright) throw new Error('the page is empty');
  drawing.buffer = [upright];
  drawing.uncompressedLength = upright.length;
  drawing.data.Length = upright.length;

  const contents: (Content | undefined)[] = [];
  let shapesLeft = 0;
  const begin = (): void => {
    const piece = pieces[contents.length];
    if (!piece) throw new Error('more is drawn on the page than the structure says');
    shapesLeft = piece.shapes ?? 0;
    if (piece.tag === 'Artifact') document.markContent('Artifact', { type: 'Layout' });
    contents.push(piece.tag === 'Artifact' ? undefined : document.markStructureContent(piece.tag));
  };

  for (const bytes of operators) {
    const operator = operatorOf(bytes);
    const isText = operator === 'BT';
    if (shapesLeft > 0 && isText) throw new Error('fewer shapes are drawn on the page than the structure says');
    if (isText || (shapesLeft === 0 && pieces[contents.length]?.shapes)) begin();
    if (shapesLeft === 0 && starts.has(operator)) throw new Error('a shape is drawn that the structure does not know');
    document.page.content.write(bytes);
    if (operator === 'ET') document.endMarkedContent();
    // pdfmake also "paints" before each text, where nothing is drawn.
    if (paints.has(operator) && shapesLeft > 0) {
      shapesLeft -= 1;
      if (shapesLeft === 0) document.endMarkedContent();
    }
  }
  if (contents.length < pieces.length) throw new Error('less is drawn on the page than the structure says');
  return contents;
};

/** The last word of a part. */
const operatorOf = (bytes: Uint8Array): string => {
  const part = Buffer.from(bytes).toString('latin1').trimEnd();
  return part.slice(part.lastIndexOf(' ') + 1);
};

/** What a path starts with. */
const starts: ReadonlySet<string> = new Set(['m', 're']);

/** What ends a shape. */
const paints: ReadonlySet<string> = new Set(['f', 'S', 'B', 'f*', 'B*']);
