import type { TemplateFile } from '../../../machines/certificate.events.ts';
import { type CertificateRenderer, RenderError } from '../../ports/certificate-renderer.ts';
import type { TemplateFiles } from '../../ports/template-files.ts';
import { layUnder } from './lay-under.ts';
import { openUnderlay } from './open-underlay.ts';
import { loadPdfLib, type PdfLib } from './pdf-lib.ts';
import type { Underlay } from './underlay.ts';

/** So many templates stay parsed; a course has one or two. */
const KEPT_MAX = 16;

/** A renderer that lays the page of an operator's file under what another renderer has drawn, where one was asked for. */
export const createUnderlaidRenderer = (
  renderer: CertificateRenderer,
  files: Pick<TemplateFiles, 'read'>,
): CertificateRenderer => {
  const kept = new Map<string, Promise<Underlay>>();

  const pageOf = (library: PdfLib, template: TemplateFile): Promise<Underlay> => {
    const key = `${template.sha256} ${template.page} ${template.file}`;
    const page = kept.get(key) ?? files.read(template).then((bytes) => openUnderlay(library, bytes, template));
    kept.delete(key);
    kept.set(key, page);
    page.catch(() => kept.delete(key));
    for (const oldest of kept.keys()) {
      if (kept.size <= KEPT_MAX) break;
      kept.delete(oldest);
    }
    return page;
  };

  return {
    async render(content) {
      const { underlay } = content.settings;
      if (!underlay) return renderer.render(content);
      const library = await loadPdfLib();
      const page = await pageOf(library, underlay);
      const pdf = await renderer.render(content);
      try {
        return await layUnder(library, pdf, page);
      } catch (cause) {
        throw new RenderError('template-damaged', 'the template’s page cannot be laid under a certificate', { cause });
      }
    },
  };
};
