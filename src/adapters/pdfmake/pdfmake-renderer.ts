import pdfmake from 'pdfmake';
import { backgroundParts } from '../../../templates/background.ts';
import { builtInLayout } from '../../../templates/built-in-layouts.ts';
import { certificateDocument } from '../../../templates/certificate-document.ts';
import { filledBlocks } from '../../../templates/filled-blocks.ts';
import { placedLines } from '../../../templates/placed-lines.ts';
import { structureOf } from '../../../templates/structure.ts';
import { type CertificateRenderer, RenderError } from '../../ports/certificate-renderer.ts';
import type { LayoutSource } from '../../ports/layout-source.ts';
import type { FontBook } from '../fonts/font-book.ts';
import type { FontFamily } from '../fonts/font-family.ts';
import { loadFonts } from '../fonts/load-fonts.ts';
import { checkPrintable } from './check-printable.ts';
import { provideFonts } from './provide-fonts.ts';
import { tagPage } from './tag-page.ts';
import { writeMetadata } from './write-metadata.ts';

/**
 * Renders certificates with pdfmake. A font is read and parsed once in a process, when a letter first
 * asks for it; no file and no address is ever opened on behalf of a document.
 *
 * @param operatorFonts fonts to look in for letters that the installed ones have not.
 * @param layoutOf where layouts come from; by default those that come with the program are known.
 */
export const createPdfmakeRenderer = (
  operatorFonts: readonly FontFamily[] = [],
  layoutOf: LayoutSource = ({ layout }) => builtInLayout(layout),
): CertificateRenderer => {
  pdfmake.setUrlAccessPolicy(() => false);
  pdfmake.setLocalAccessPolicy(() => false);
  let loading: Promise<FontBook> | undefined;

  return {
    async render(content) {
      loading ??= providedFonts(operatorFonts);
      const fonts = await loading;
      const certificate = { ...content, layout: layoutOf(content.settings) };
      const blocks = filledBlocks(certificate);
      checkPrintable(blocks, fonts);
      try {
        const lines = placedLines(blocks, fonts);
        const parts = backgroundParts(certificate);
        const drawn = pdfmake.createPdf(certificateDocument(certificate, fonts, { lines, parts }));
        const document = await drawn.getStream();
        writeMetadata(document);
        tagPage(document, structureOf(certificate, lines, parts));
        return await drawn.getBuffer();
      } catch (cause) {
        // The cause may quote what it was asked to print, so its words stay out of the message.
        throw new RenderError('render-failed', 'the PDF library could not make this certificate', { cause });
      }
    },
  };
};

const providedFonts = async (operatorFonts: readonly FontFamily[]): Promise<FontBook> => {
  const fonts = await loadFonts(operatorFonts);
  provideFonts(fonts);
  return fonts;
};
