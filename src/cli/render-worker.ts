import type { Layout } from '../../templates/layout.ts';
import { loadOperatorFonts } from '../adapters/fonts/load-operator-fonts.ts';
import { createCertificateCheck } from '../adapters/pdf-check/check-certificate.ts';
import { createPdfmakeRenderer } from '../adapters/pdfmake/pdfmake-renderer.ts';
import { type Outcome, outcomeOf } from '../adapters/render-workers/outcome.ts';
import { setupOfWorker } from '../adapters/render-workers/render-workers.ts';
import { createUnderlaidRenderer } from '../adapters/underlay/underlaid-renderer.ts';
import { createCheckedRenderer } from '../app/checked-renderer.ts';
import { type CertificateContent, type CertificateRenderer, RenderError } from '../ports/certificate-renderer.ts';

/** One certificate, with what it needs of the operator's folder: a thread finds nothing out by itself. */
export type RenderTask = Readonly<{
  content: CertificateContent;
  layout: Layout;
  /** The file whose page lies under it. */
  template: Uint8Array | null;
}>;

/** A thread has one task at a time. */
let current: RenderTask | null = null;
const now = (): RenderTask => {
  if (!current) throw new Error('a certificate is rendered that nobody asked for');
  return current;
};
const layoutOf = (): Layout => now().layout;
const read = async (): Promise<Uint8Array> =>
  now().template ?? Promise.reject(new Error('a template did not come along'));

/** Runs in a thread of its own, put together once for all certificates that it makes. Its setup is the folder of the operator's fonts. */
const makeRenderer = async (): Promise<CertificateRenderer> => {
  const folder = setupOfWorker();
  const operatorFonts = await loadOperatorFonts(typeof folder === 'string' ? folder : null);
  if ('problems' in operatorFonts) {
    throw new RenderError('font-unusable', 'a font in CERT_PRIVATE_DIR cannot be used any more: restart to see which');
  }
  const drawn = createUnderlaidRenderer(createPdfmakeRenderer(operatorFonts, layoutOf), { read });
  return createCheckedRenderer(drawn, createCertificateCheck(layoutOf));
};
const renderer = makeRenderer();
// What is wrong is told to each certificate below.
renderer.catch(() => undefined);

/** Renders and checks one certificate; with null it only makes sure that it could. */
const renderInWorker = (task: RenderTask | null): Promise<Outcome> =>
  outcomeOf(async () => {
    const { render } = await renderer;
    current = task;
    return task ? render(task.content) : new Uint8Array();
  });

export default renderInWorker;
