import { certificateCheck } from '../adapters/pdf-check/check-certificate.ts';
import { createPdfmakeRenderer } from '../adapters/pdfmake/pdfmake-renderer.ts';
import { type Outcome, outcomeOf } from '../adapters/render-workers/outcome.ts';
import { createCheckedRenderer } from '../app/checked-renderer.ts';
import type { CertificateContent } from '../ports/certificate-renderer.ts';

/** Runs in a thread of its own, put together once for all certificates that it makes. */
const makeRenderer = async () => createCheckedRenderer(createPdfmakeRenderer(), certificateCheck);
const renderer = makeRenderer();
// What is wrong is told to each certificate below.
renderer.catch(() => undefined);

/** Renders and checks one certificate; with null it only makes sure that it could. */
const renderInWorker = (content: CertificateContent | null): Promise<Outcome> =>
  outcomeOf(async () => {
    const { render } = await renderer;
    return content ? render(content) : new Uint8Array();
  });

export default renderInWorker;
