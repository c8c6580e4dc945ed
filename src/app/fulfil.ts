import { createHash } from 'node:crypto';
import type { Effect } from '../../machines/certificate.decider.ts';
import type { Artifacts, CertificateEvent, Order, Step } from '../../machines/certificate.events.ts';
import { SelfCheckError } from '../ports/certificate-check.ts';
import { RenderError } from '../ports/certificate-renderer.ts';
import { SigningError } from '../ports/document-signer.ts';
import type { CertificateStream } from './certificate-streams.ts';
import { checkDownloadUrl } from './check-download-url.ts';
import { failureOf } from './failure.ts';
import type { Ports } from './ports.ts';
import { contentOf, downloadUrlOf, filesOf } from './publication.ts';
import { goneBy, removeFiles } from './removal.ts';

/** The effects that carry out a command. The answer is another matter (post-reply.ts). */
export type Work = Exclude<Effect['type'], 'reply'>;

/** The bytes of the certificate in work, so that each step need not make them again. They are never stored. */
export type Workbench = { pdf?: Readonly<{ bytes: Uint8Array; sha256: string }>; signature?: string };

type Job = Readonly<{
  order: Order;
  artifacts: Artifacts;
  certificate: CertificateStream;
  bench: Workbench;
  ports: Ports;
  signal: AbortSignal;
}>;

const stepOf: Record<Work, Step> = {
  renderPdf: 'render',
  signPdf: 'sign',
  publish: 'publish',
  removeArtifacts: 'remove',
};

/**
 * Does what is owed, and says what became true. Failed work is an event as well.
 *
 * @throws what `signal` was aborted with: the work is then left to the next start.
 */
export const fulfil = async (
  work: Work,
  certificate: CertificateStream,
  { bench, ports, signal }: Pick<Job, 'bench' | 'ports' | 'signal'>,
): Promise<CertificateEvent> => {
  const { order } = certificate.state.snapshot.context;
  if (!order) throw new Error(`${work} is owed, but no command was ever accepted`);
  // A deletion has no new files; the steps that need them are not on its way.
  const artifacts = order.artifacts ?? { downloadUuid: '', verifyUuid: '' };
  const job = { order, artifacts, certificate, bench, ports, signal };

  try {
    return await does[work](job);
  } catch (error) {
    signal.throwIfAborted();
    const failure = failureOf(stepOf[work], error, order.personal);
    return { type: 'certificate.failed', data: { submission: order.submission, ...failure } };
  }
};

const does: Record<Work, (job: Job) => Promise<CertificateEvent>> = {
  renderPdf: async (job) => rendered(job, await renderedPdf(job)),

  signPdf: async (job) => {
    const pdf = await renderedPdf(job);
    if (isAnotherFile(pdf, job)) return rendered(job, pdf);
    const { submission } = job.order;
    const signature = await madeSignature(job, pdf);
    const { signer } = job.ports;
    const data = signature && signer ? { fingerprint: signer.fingerprint, sha256: sha256(signature) } : null;
    return { type: 'certificate.signed', data: { submission, signature: data } };
  },

  publish: async (job) => {
    const { order, artifacts, ports, signal } = job;
    const pdf = await renderedPdf(job);
    const signature = await madeSignature(job, pdf);
    // After an upgrade or with a new key the same order gives other bytes: recorded anew before anything is public.
    if (isAnotherFile(pdf, job) || isAnotherSignature(signature, job)) return rendered(job, pdf);

    const files = filesOf(contentOf(order, artifacts), { pdf, signature }, ports);
    if (signature) await ports.shared.publish(ports.artifacts, signal);
    for (const file of files) await ports.artifacts.put(file, signal);
    const { submission } = order;
    return {
      type: 'certificate.created',
      data: { submission, artifacts, downloadUrl: downloadUrlOf(artifacts, order) },
    };
  },

  removeArtifacts: async ({ order, certificate, ports, signal }) => {
    const { published, superseded, kept } = certificate.state.snapshot.context;
    const isDeletion = order.artifacts === null;
    const known = [...superseded, ...(isDeletion ? [...kept, ...(published ? [published.artifacts] : [])] : [])];
    const gone = [...known, ...namedByRequest(order, known)];
    await removeFiles({ gone: goneBy(order, gone, certificate), filenames: filenamesOf(certificate) }, ports, signal);
    const { submission } = order;
    return { type: isDeletion ? 'certificate.deleted' : 'certificate.removed', data: { submission, artifacts: gone } };
  },
};

const rendered = ({ order: { submission } }: Job, pdf: Uint8Array): CertificateEvent => ({
  type: 'certificate.rendered',
  data: { submission, sha256: sha256(pdf), bytes: pdf.length },
});

const renderedPdf = async ({ order, artifacts, bench, ports, signal }: Job): Promise<Uint8Array> => {
  const { problem } = order.settings;
  if (problem) throw new RenderError(problem.code, problem.message);
  checkDownloadUrl(downloadUrlOf(artifacts, order));
  if (!bench.pdf) {
    const bytes = await ports.renderer.render(contentOf(order, artifacts), signal);
    bench.pdf = { bytes, sha256: sha256(bytes) };
  }
  // What was checked is what is signed and published, to the bit.
  if (sha256(bench.pdf.bytes) === bench.pdf.sha256) return bench.pdf.bytes;
  throw new SelfCheckError('self-check-altered', 'the finished PDF was changed in memory before it was published');
};

const madeSignature = async ({ order, bench, ports: { signer } }: Job, pdf: Uint8Array): Promise<string | null> => {
  if (!order.settings.signed) return null;
  if (!signer) throw new SigningError('no-signing-key', 'this certificate is to be signed, but no key is loaded');
  bench.signature ??= await signer.sign(pdf, new Date(order.requestedAt));
  return bench.signature;
};

const isAnotherFile = (pdf: Uint8Array, { certificate }: Job): boolean =>
  certificate.state.snapshot.context.pdf?.sha256 !== sha256(pdf);

const isAnotherSignature = (signature: string | null, { certificate }: Job): boolean =>
  (certificate.state.snapshot.context.signature?.sha256 ?? null) !== (signature && sha256(signature));

const sha256 = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');

/** The files that the LMS itself named, unless they are the new ones or known already. */
const namedByRequest = ({ remove, artifacts }: Order, known: readonly Artifacts[]): readonly Artifacts[] =>
  remove && ![...known, artifacts].some((other) => other?.downloadUuid === remove.downloadUuid) ? [remove] : [];

const filenamesOf = ({ history }: CertificateStream): readonly string[] => [
  ...new Set(history.flatMap(({ event: { data } }) => ('settings' in data ? [data.settings.filename] : []))),
];

/**
 * Takes back what a failed attempt may have published. Only when the failure is stored: until then another agent may be
 * publishing the very same files, and may be the one that succeeds. What cannot be removed now is left to the sweep.
 */
export const takeBack = async (
  certificate: CertificateStream,
  { ports, signal }: Pick<Job, 'ports' | 'signal'>,
): Promise<void> => {
  const { order } = certificate.state.snapshot.context;
  if (!order?.artifacts) return;
  try {
    const gone = [{ artifacts: order.artifacts, fate: null }];
    await removeFiles({ gone, filenames: filenamesOf(certificate) }, ports, signal);
  } catch (error) {
    const because = error instanceof Error ? error.message : 'unknown';
    ports.log.warn('files of a failed attempt are left to the sweep', { stream: certificate.name, because });
  }
};
