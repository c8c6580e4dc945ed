import { type Outcome, outcomeOf } from '../../../src/adapters/render-workers/outcome.ts';
import { setupOfWorker } from '../../../src/adapters/render-workers/render-workers.ts';
import { SelfCheckError } from '../../../src/ports/certificate-check.ts';
import type { CertificateContent } from '../../../src/ports/certificate-renderer.ts';

/** A worker that does what the name on the certificate says. */
const behaveAs = async (content: CertificateContent | null): Promise<Outcome> =>
  outcomeOf(asked(content), async () => {
    const name = content?.personal.name ?? '';
    if (name === 'loops') for (;;);
    if (name === 'waits') await new Promise((resolve) => setTimeout(resolve, 600_000));
    if (name === 'hogs') hog();
    if (name === 'leaves') process.exit();
    if (name === 'quotes') throw new TypeError(`cannot shape ${content?.personal.username}`);
    if (name === 'fails its check') throw new SelfCheckError('self-check-text', 'the name reads otherwise');
    if (name === 'tells its setup') return Buffer.from(JSON.stringify(setupOfWorker()));
    if (name === 'tells its secrets') return Buffer.from(JSON.stringify(process.env));
    return Buffer.from(`a certificate for ${name}`);
  });

/** The certificate that it says it has worked at. */
const asked = (content: CertificateContent | null): string | null => {
  if (content?.personal.name === 'takes another one') return 'f'.repeat(32);
  return content?.artifacts.verifyUuid ?? null;
};

const hog = (): never => {
  const kept: object[] = [];
  for (;;) kept.push(Array.from({ length: 1_000 }, (_, index) => ({ index })));
};

export default behaveAs;
