import { generateSigningKey } from '../src/adapters/openpgp/generate-signing-key.ts';
import { loadSigner } from '../src/adapters/openpgp/load-signer.ts';
import { verifySignature } from '../src/adapters/openpgp/verify-signature.ts';
import { createCertificateCheck } from '../src/adapters/pdf-check/check-certificate.ts';
import { createPdfmakeRenderer } from '../src/adapters/pdfmake/pdfmake-renderer.ts';
import type { RenderTask } from '../src/adapters/render-workers/render-task.ts';
import { createRenderWorkers } from '../src/adapters/render-workers/render-workers.ts';
import type { CertificateContent } from '../src/ports/certificate-renderer.ts';
import { certificateOf } from './history.ts';
import { median } from './measure.ts';

const rounds = 9;
const perRound = 40;

/** CPU milliseconds for each certificate, of all threads together. */
export type CheckFigures = Readonly<{
  node: string;
  startMs: number;
  renderMs: number;
  checkMs: number;
  signMs: number;
  verifyMs: number;
  inWorkerMs: number;
  /** What the checks cost beside what is checked. */
  ratios: Readonly<{ checkToRender: number; checksToAll: number; workerToDirect: number }>;
}>;

const taskFor = (content: CertificateContent): RenderTask => ({ content, layout: null, template: null });

const ratio = (a: number, b: number): number => Number((a / b).toFixed(3));

/** Rendering, checking, signing and verifying take turns, since the machine's pace changes; the middle round counts. */
export const measureCheck = async (): Promise<CheckFigures> => {
  const renderer = createPdfmakeRenderer();
  const contents = Array.from({ length: perRound }, (_, n) => contentOf(n));
  const createdAt = new Date('2026-01-01T00:00:00Z');
  const signer = await loadSigner({
    privateKeyArmored: await generateSigningKey({ name: 'Bench', createdAt }),
    now: createdAt,
  });
  const { publicKey } = signer;
  const started = performance.now();
  const script = new URL('../src/cli/render-worker.js', import.meta.url);
  const workers = createRenderWorkers({ script, workers: 1, timeoutMs: 600_000, memoryMiB: 512, taskFor });
  await workers.ready();
  const startMs = Math.round(performance.now() - started);

  const pdfs = await Promise.all(contents.map((content) => renderer.render(content)));
  const signatures = await Promise.all(pdfs.map((pdf) => signer.sign(pdf, createdAt)));
  const nth = <Value>(values: readonly Value[], n: number): Value => values[n % perRound] as Value;
  const parts = {
    renderMs: (n: number) => renderer.render(nth(contents, n)),
    checkMs: async (n: number) => createCertificateCheck().check(nth(pdfs, n), nth(contents, n)),
    signMs: (n: number) => signer.sign(nth(pdfs, n), createdAt),
    verifyMs: (n: number) =>
      verifySignature({ document: nth(pdfs, n), signature: nth(signatures, n), publicKey, at: createdAt }),
    inWorkerMs: (n: number) => workers.render(nth(contents, n)),
  };
  const measured = await inTurns(parts);
  await workers.close();
  const { renderMs, checkMs, signMs, verifyMs, inWorkerMs } = measured;
  const checks = checkMs + verifyMs;
  const ratios = {
    checkToRender: ratio(checkMs, renderMs),
    checksToAll: ratio(checks, renderMs + signMs + checks),
    workerToDirect: ratio(inWorkerMs, renderMs + checkMs),
  };
  return { node: process.version, startMs, ...measured, ratios };
};

/** The CPU time of each part, in milliseconds. */
const inTurns = async <Part extends string>(
  parts: Readonly<Record<Part, (n: number) => Promise<unknown>>>,
): Promise<Readonly<Record<Part, number>>> => {
  const entries = Object.entries(parts) as [Part, (n: number) => Promise<unknown>][];
  const times = new Map(entries.map(([part]) => [part, [] as number[]]));
  // The first round only warms up.
  for (let round = 0; round <= rounds; round += 1) {
    for (const [part, work] of entries) {
      const before = process.cpuUsage();
      for (let n = 0; n < perRound; n += 1) await work(n);
      const { user, system } = process.cpuUsage(before);
      if (round > 0) times.get(part)?.push((user + system) / 1_000 / perRound);
    }
  }
  const middle = entries.map(([part]) => [part, Number(median(times.get(part) ?? []).toFixed(2))]);
  return Object.fromEntries(middle) as Record<Part, number>;
};

const contentOf = (n: number): CertificateContent => {
  const data = certificateOf(n).history[0]?.event.data;
  if (!data || !('settings' in data) || !data.artifacts) throw new Error('a history begins with a command');
  return { ...data, artifacts: data.artifacts };
};

/** The figures for a person. */
export const renderCheck = ({ node, startMs, ratios, ...each }: CheckFigures): readonly string[] => [
  `Node ${node}; CPU milliseconds for each certificate`,
  '',
  `draw                                     ${each.renderMs}`,
  `open again and check                     ${each.checkMs}   ${ratios.checkToRender} x drawing`,
  `sign (Ed25519)                           ${each.signMs}`,
  `verify the signature                     ${each.verifyMs}`,
  `draw and check in a worker               ${each.inWorkerMs}   ${ratios.workerToDirect} x without`,
  '',
  `both checks are ${ratios.checksToAll} of all of it; a worker is ready after ${startMs} ms`,
];
