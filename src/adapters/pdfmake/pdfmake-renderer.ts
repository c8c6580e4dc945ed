import pdfmake from 'pdfmake';
import { builtInLayout } from '../../../templates/built-in-layouts.ts';
import { certificateDocument } from '../../../templates/certificate-document.ts';
import { filledBlocks } from '../../../templates/filled-blocks.ts';
import { type CertificateRenderer, RenderError } from '../../ports/certificate-renderer.ts';
import type { LayoutSource } from '../../ports/layout-source.ts';
import { checkPrintable } from './check-printable.ts';
import { loadFonts } from './fonts.ts';

/**
 * Renders certificates with pdfmake. The fonts are read and parsed once in a process; no file and no
 * address is ever opened on behalf of a document.
 *
 * @param layoutOf where layouts come from; by default those that come with the program are known.
 * @throws RenderError `font-missing` when the fonts cannot be read.
 */
export const createPdfmakeRenderer = (
  layoutOf: LayoutSource = ({ layout }) => builtInLayout(layout),
): CertificateRenderer => {
  const fonts = loadFonts();
  pdfmake.setUrlAccessPolicy(() => false);
  pdfmake.setLocalAccessPolicy(() => false);

  return {
    async render(content) {
      const certificate = { ...content, layout: layoutOf(content.settings) };
      const blocks = filledBlocks(certificate);
      checkPrintable(blocks, fonts);
      try {
        const document = certificateDocument(certificate, fonts, blocks);
        return await pdfmake.createPdf(document).getBuffer();
      } catch (cause) {
        // The cause may quote what it was asked to print, so its words stay out of the message.
        throw new RenderError('render-failed', 'the PDF library could not make this certificate', { cause });
      }
    },
  };
};
