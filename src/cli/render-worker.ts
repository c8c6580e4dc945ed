import { loadOperatorFonts } from '../adapters/fonts/load-operator-fonts.ts';
import { createCertificateCheck } from '../adapters/pdf-check/check-certificate.ts';
import { createPdfmakeRenderer } from '../adapters/pdfmake/pdfmake-renderer.ts';
import { type Outcome, outcomeOf } from '../adapters/render-workers/outcome.ts';
import { createTaskDesigns, type RenderTask } from '../adapters/render-workers/render-task.ts';
import { setupOfWorker } from '../adapters/render-workers/render-workers.ts';
import { createUnderlaidRenderer } from '../adapters/underlay/underlaid-renderer.ts';
import { createCheckedRenderer } from '../app/checked-renderer.ts';
import { type CertificateRenderer, RenderError } from '../ports/certificate-renderer.ts';

/** Runs in a thread of its own, put together once for all certificates that it makes, one at a time. */
const designs = createTaskDesigns();

/** A worker's setup is the folder of the operator's fonts. */
const makeRenderer = async (): Promise<CertificateRenderer> => {
  const folder = setupOfWorker();
  const operatorFonts = await loadOperatorFonts(typeof folder === 'string' ? folder : null);
  if ('problems' in operatorFonts) {
    throw new RenderError('font-unusable', 'a font in CERT_PRIVATE_DIR cannot be used any more: restart to see which');
  }
  const { layoutOf, templateFiles } = designs;
  const renderer = createUnderlaidRenderer(createPdfmakeRenderer(operatorFonts, layoutOf), templateFiles);
  return createCheckedRenderer(renderer, createCertificateCheck(layoutOf));
};
const renderer = makeRenderer();
// What is wrong is told to each certificate below.
renderer.catch(() => undefined);

/** Renders and checks one certificate; with null it only makes sure that it could. */
const renderInWorker = (task: RenderTask | null): Promise<Outcome> =>
  outcomeOf(task?.content.artifacts.verifyUuid ?? null, async () => {
    const { render } = await renderer;
    if (!task) return new Uint8Array();
    designs.note(task);
    return render(task.content);
  });

export default renderInWorker;
