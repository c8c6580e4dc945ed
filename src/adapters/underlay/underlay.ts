import { deflateSync } from 'node:zlib';
import type { PDFDict as Dictionary } from '@cantoo/pdf-lib';
import { RenderError } from '../../ports/certificate-renderer.ts';
import type { Bounds } from './fit-page.ts';
import { layersOf } from './layers.ts';
import { inksOf } from './output-intent.ts';
import type { PdfLib } from './pdf-lib.ts';
import { contentOf, rotationOf, shownBoundsOf, type TemplatePage } from './template-page.ts';
import type { Unpack } from './unpack-stream.ts';
import { takeVisibleParts, type VisibleParts } from './visible-parts.ts';

/** What is seen of a template's page, ready to be laid under certificates. */
export type Underlay = Readonly<{
  shown: Bounds;
  /** In degrees, clockwise. */
  rotation: number;
  /** Packed with deflate; null when nothing is drawn. */
  content: Uint8Array | null;
  resources: Dictionary;
  /** How its colours are mixed where they shine through. */
  group: Dictionary | undefined;
  /** Which of its layers are hidden. */
  layers: Dictionary | undefined;
  /** What its inks look like. */
  inks: Dictionary | undefined;
}>;

const drawnWith = ['ExtGState', 'ColorSpace', 'Pattern', 'Shading', 'XObject', 'Font', 'Properties'];
const mixedBy = ['Type', 'S', 'CS', 'I', 'K'];

/**
 * Takes what is seen of a page, and leaves annotations, links, forms, scripts, files and descriptions.
 *
 * @throws RenderError `template-too-large`; an Error that says why when the page cannot be read.
 */
export const underlayOf = (library: PdfLib, template: TemplatePage, unpack: Unpack): Underlay => {
  const { PDFDict, PDFName } = library;
  const { catalog, page } = template;
  const part = (name: string, keys: readonly string[]): Dictionary => {
    const given = page.lookup(PDFName.of(name));
    const wanted = keys.map((key) => PDFName.of(key));
    const entries = given instanceof PDFDict ? given.entries().filter(([key]) => wanted.includes(key)) : [];
    return PDFDict.fromMapWithContext(new Map(entries), page.context);
  };

  const content = contentOf(library, template, unpack);
  const resources = part('Resources', drawnWith);
  const group = part('Group', mixedBy);
  const parts = takeVisibleParts(library, [resources, group]);
  const isInked = unpackAll(library, parts, unpack).some(mixesInks) || mixesInks(content);
  const inks = isInked || parts.names.has('DeviceCMYK') ? inksOf(library, catalog) : undefined;
  if (inks) unpackAll(library, takeVisibleParts(library, [inks]), unpack);
  return {
    shown: shownBoundsOf(library, template),
    rotation: rotationOf(library, template),
    content: content.length === 0 ? null : deflateSync(content),
    resources,
    group: group.keys().length > 0 ? group : undefined,
    layers: layersOf(library, catalog, parts.references),
    inks,
  };
};

/** The operators for four inks. */
const mixesInks = (bytes: Uint8Array): boolean => /\d\s+[kK]\s/.test(Buffer.from(bytes).toString('latin1'));

/**
 * So that nothing swells in a reader that would not swell here. Images are taken over as they are.
 *
 * @throws RenderError `template-too-large`
 */
const unpackAll = (
  { PDFName, PDFRawStream }: PdfLib,
  { streams }: VisibleParts,
  unpack: Unpack,
): readonly Uint8Array[] =>
  streams.flatMap((stream) => {
    const isImage = stream.dict.lookup(PDFName.of('Subtype')) === PDFName.of('Image');
    if (isImage || !(stream instanceof PDFRawStream)) return [];
    try {
      return [unpack(stream)];
    } catch (error) {
      if (error instanceof RenderError) throw error;
      // What cannot be unpacked cannot swell either: it is as it was in the template.
      return [];
    }
  });
