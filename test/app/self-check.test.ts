import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { verifySignature } from '../../src/adapters/openpgp/verify-signature.ts';
import { createCertificateCheck } from '../../src/adapters/pdf-check/check-certificate.ts';
import { createRenderWorkers } from '../../src/adapters/render-workers/render-workers.ts';
import { createCheckedRenderer } from '../../src/app/checked-renderer.ts';
import type { Ports } from '../../src/app/ports.ts';
import { createVerifiedSigner } from '../../src/app/verified-signer.ts';
import type { DocumentSigner } from '../../src/ports/document-signer.ts';
import { compiledForProcess } from '../adapters/event-store/sqlite/compiled.ts';
import { expectLaws } from '../laws/laws.ts';
import { sampleSettings } from '../machines/samples.ts';
import { testRenderer, testSigner } from './certificate-parts.ts';
import { createWorld, portsOnto, request, runAgent, type World } from './world.ts';

const named = (name: string, username: string) =>
  request('add_cert', { personal: { username, name, grade: null, designation: null } });

const askedFor = (...names: readonly string[]): World => {
  const world = createWorld();
  for (const [index, name] of names.entries())
    world.queue.submit({ id: `s${index}`, request: named(name, `u${index}`) });
  return world;
};

/** How each certificate failed, in the order of the history. */
const failuresIn = async (world: World) => {
  const failures: unknown[] = [];
  for await (const { event } of world.store.readAll()) {
    if (event.type === 'certificate.failed') failures.push({ step: event.data.step, code: event.data.code });
  }
  return failures;
};

/** A process with some faulty part: the certificate must end in an error, and nothing may be public. */
const expectUnpublished = async (faulty: Partial<Ports>, failure: Readonly<{ step: string; code: string }>) => {
  const world = askedFor('Ada Lovelace');
  await runAgent(portsOnto(world, faulty));

  expect(await failuresIn(world)).toEqual([failure]);
  expect(world.artifacts.files.size).toBe(0);
  expect(world.told).toMatchObject([
    { reply: { kind: 'failed', errorReason: expect.not.stringContaining('Lovelace') } },
  ]);

  world.queue.submit({ id: 'later', request: named('Grace Hopper', 'grace') });
  await runAgent(portsOnto(world));
  expect(world.told.at(-1)).toMatchObject({ reply: { kind: 'created' } });
};

describe('a certificate that is not right when it is finished', () => {
  it('is not published when it says another name', async () => {
    const wrong: Ports['renderer'] = {
      render: (content) => testRenderer.render({ ...content, personal: { ...content.personal, name: 'Ada Lovelaca' } }),
    };
    const renderer = createCheckedRenderer(wrong, createCertificateCheck());
    await expectUnpublished({ renderer }, { step: 'render', code: 'self-check-text' });
  });

  it('is not published when its link is too long for the LMS', async () => {
    const settings = { ...sampleSettings, filename: `${'c'.repeat(60)}.pdf` };
    await expectUnpublished(
      { settingsFor: async () => ({ settings, interstitial: null }) },
      { step: 'render', code: 'self-check-url' },
    );
  });

  it('is not published when its signature is for another file', async () => {
    const careless: DocumentSigner = {
      ...testSigner,
      sign: (document, at) =>
        testSigner.sign(
          document.map((byte, index) => (index === 5 ? byte ^ 1 : byte)),
          at,
        ),
    };
    const signer = createVerifiedSigner(careless, verifySignature);
    await expectUnpublished({ signer }, { step: 'sign', code: 'signature-invalid' });
  });

  it('is not published when its signature is by another key than the one that readers get', async () => {
    const signer = createVerifiedSigner({ ...testSigner, fingerprint: 'F'.repeat(40) }, verifySignature);
    await expectUnpublished({ signer }, { step: 'sign', code: 'signature-invalid' });
  });

  it('is not published when one bit of it changes after the check', async () => {
    const clumsy: DocumentSigner = {
      ...testSigner,
      sign: (document, at) => {
        document.fill((document[5] ?? 0) ^ 1, 5, 6);
        return testSigner.sign(document, at);
      },
    };
    await expectUnpublished({ signer: clumsy }, { step: 'publish', code: 'self-check-altered' });
  });
});

describe('a certificate that would take the agent down', () => {
  const script = pathToFileURL(
    compiledForProcess(new URL('../adapters/render-workers/unruly-worker.ts', import.meta.url)),
  );
  const workers = createRenderWorkers({ script, workers: 1, timeoutMs: 6_000, memoryMiB: 64 });
  afterAll(workers.close);

  it('ends in an error with the reason, and the agent goes on', async () => {
    const world = askedFor('loops', 'hogs', 'quotes', 'Ada');
    await runAgent(portsOnto(world, { renderer: workers }));

    expect(await failuresIn(world)).toEqual([
      { step: 'render', code: 'render-timeout' },
      { step: 'render', code: 'render-memory' },
      { step: 'render', code: 'render-failed' },
    ]);
    expect(world.told.map(({ reply }) => reply.kind)).toEqual(['failed', 'failed', 'failed', 'created']);
  });

  it('is made by the next start when the agent dies while it is drawn', async () => {
    const world = askedFor('waits');
    const stop = new AbortController();
    const dying: Ports['renderer'] = {
      render: (content, signal) => {
        const drawing = workers.render(content, signal);
        stop.abort(new Error('killed'));
        return drawing;
      },
    };
    await expect(runAgent(portsOnto(world, { renderer: dying }), stop.signal)).rejects.toThrow('killed');
    expect(await failuresIn(world)).toEqual([]);

    await runAgent(portsOnto(world));
    expect(world.told).toMatchObject([{ reply: { kind: 'created' } }]);
    await expectLaws(world);
  });
});
