import { spawnSync } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { createPdfmakeRenderer } from '../../../src/adapters/pdfmake/pdfmake-renderer.ts';
import { renderTaskOf } from '../../../src/adapters/render-workers/render-task.ts';
import {
  createRenderWorkers,
  type RenderWorkers,
  type RenderWorkersOptions,
} from '../../../src/adapters/render-workers/render-workers.ts';
import { createUnderlaidRenderer } from '../../../src/adapters/underlay/underlaid-renderer.ts';
import { RenderError } from '../../../src/ports/certificate-renderer.ts';
import { builtInLayout } from '../../../templates/built-in-layouts.ts';
import { testRenderer } from '../../app/certificate-parts.ts';
import { content } from '../../templates/content.ts';
import { compiledForProcess } from '../event-store/sqlite/compiled.ts';
import { fileOf, folderOf, templatePdf } from '../underlay/template-pdfs.ts';

const compiled = (path: string): URL => pathToFileURL(compiledForProcess(new URL(path, import.meta.url)));
const unruly = compiled('./unruly-worker.ts');
const real = compiled('../../../src/cli/render-worker.ts');

const opened: RenderWorkers[] = [];
afterAll(() => Promise.all(opened.map(({ close }) => close())));
const workers = (options: Partial<RenderWorkersOptions> = {}): RenderWorkers => {
  const made = createRenderWorkers({ script: unruly, workers: 1, timeoutMs: 20_000, memoryMiB: 128, ...options });
  opened.push(made);
  return made;
};
const text = async (pdf: Promise<Uint8Array>): Promise<string> => Buffer.from(await pdf).toString();

/** The production worker, with an operator's layout and template that only the main thread knows. */
const realWorkers = (layout = builtInLayout('standard'), template: Uint8Array = new Uint8Array()): RenderWorkers =>
  workers({
    script: real,
    memoryMiB: 512,
    taskFor: (asked) => renderTaskOf(asked, { layoutOf: () => layout, templateFiles: folderOf(template) }),
  });

describe('the production worker', () => {
  it('draws layouts and lays files under that it is handed with each task', async () => {
    const template = await templatePdf();
    const layout = { ...builtInLayout('standard'), page: { widthMm: 300, heightMm: 220 } };
    const { render } = realWorkers(layout, template);
    const bare = content({}, { layout: 'own', layoutSha256: 'a'.repeat(64) });
    const over = content({}, { ...bare.settings, underlay: fileOf(template) });

    const renderer = createPdfmakeRenderer([], () => layout);
    expect(Buffer.from(await render(bare)).equals(Buffer.from(await renderer.render(bare)))).toBe(true);
    const overHere = createUnderlaidRenderer(renderer, folderOf(template)).render(over);
    expect(Buffer.from(await render(over)).equals(Buffer.from(await overHere))).toBe(true);
    expect(Buffer.from(await render(bare)).equals(Buffer.from(await renderer.render(bare)))).toBe(true);
  });

  it('makes the very bytes that are made without it, and refuses with the same words', async () => {
    const { render, ready } = realWorkers();
    await ready();
    const wanted = content({ name: 'Ada Łovelace' });

    expect(Buffer.from(await render(wanted)).equals(Buffer.from(await testRenderer.render(wanted)))).toBe(true);
    const unprintable = content({ name: 'Ada \ue000' });
    const refusal = await testRenderer.render(unprintable).catch((error: RenderError) => error);
    if (!(refusal instanceof RenderError)) throw new Error('it should be refused');
    await expect(render(unprintable)).rejects.toMatchObject({
      name: 'RenderError',
      code: refusal.code,
      message: refusal.message,
    });
    const refused = await render(unprintable).catch((error: Error) => error);
    expect((refused as Error).stack).toMatch(/check-printable\.js:\d+/);
  });

  it('is quick to refuse what is much too long', async () => {
    const { render } = realWorkers();
    for (const long of [
      'x'.repeat(100_000),
      'é\u0301'.repeat(50_000),
      '<b>'.repeat(33_000),
      '\u202e'.repeat(4_001) + 'a'.repeat(4_001),
    ]) {
      await expect(render(content({ name: long }))).rejects.toMatchObject({
        name: 'RenderError',
        code: 'text-too-long',
      });
    }
  });
});

describe('a certificate that never gets ready', () => {
  it.each(['loops', 'waits', 'leaves'])('is given up when its thread %s, and the next ones are made', async (name) => {
    const { render, ready } = workers({ timeoutMs: 2_000 });
    await ready();
    const given = render(content({ name }));
    const next = [text(render(content({ name: 'Ada' }))), text(render(content({ name: 'Grace' })))];

    await expect(given).rejects.toMatchObject({
      name: 'RenderError',
      code: 'render-timeout',
      message: 'the certificate was not ready within 2 seconds, so it was given up',
    });
    expect(await Promise.all(next)).toEqual(['a certificate for Ada', 'a certificate for Grace']);
  });

  it('does not use up the time of those that wait for a thread', async () => {
    const { render, ready } = workers({ timeoutMs: 1_500 });
    await ready();
    const all = ['loops', 'loops', 'loops', 'Ada'].map((name) => text(render(content({ name }))));

    const results = await Promise.allSettled(all);
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected', 'fulfilled']);
  });

  it('ends at once when the agent is told to end', async () => {
    const { render, ready } = workers();
    await ready();
    const stop = new AbortController();
    const given = render(content({ name: 'loops' }), stop.signal);
    const queued = render(content({ name: 'Ada' }), stop.signal);
    stop.abort(new Error('asked to end'));

    await expect(given).rejects.toThrow('asked to end');
    await expect(queued).rejects.toThrow('asked to end');
    expect(await text(render(content({ name: 'Grace' })))).toBe('a certificate for Grace');
  });
});

describe('a certificate that takes too much memory', () => {
  it('is given up, and the next ones are made', async () => {
    const { render, ready } = workers({ memoryMiB: 64 });
    await ready();
    const given = [content({ name: 'hogs' }), content({ name: 'hogs' })].map((hog) => render(hog));
    const next = text(render(content({ name: 'Ada' })));

    for (const each of given) {
      await expect(each).rejects.toMatchObject({
        code: 'render-memory',
        message: 'the certificate needed more than 64 MiB of memory, so it was given up',
      });
    }
    expect(await next).toBe('a certificate for Ada');
  });
});

describe('what crosses from thread to thread', () => {
  it('is the error with its own words, when it is ours', async () => {
    const given = workers().render(content({ name: 'fails its check' }));
    await expect(given).rejects.toMatchObject({
      name: 'SelfCheckError',
      code: 'self-check-text',
      message: 'the name reads otherwise',
    });
  });

  it('is no word of a library, and no cause', async () => {
    const error = await workers()
      .render(content({ name: 'quotes' }))
      .catch((thrown: unknown) => thrown);

    expect(error).toMatchObject({ code: 'render-failed', message: 'this certificate could not be made (TypeError)' });
    expect((error as Error).cause).toBeUndefined();
    expect((error as Error).stack).toMatch(/unruly-worker\.js:\d+/);
    expect((error as Error).stack).not.toContain('cannot shape');
  });

  it('is refused when it belongs to another certificate', async () => {
    const { render } = workers();
    await expect(render(content({ name: 'takes another one' }))).rejects.toMatchObject({ code: 'render-mixed-up' });
    expect(await text(render(content({ name: 'Ada' })))).toBe('a certificate for Ada');
  });

  it('is nothing of the environment', async () => {
    expect(await text(workers().render(content({ name: 'tells its secrets' })))).toBe('{}');
  });
});

describe('workers', () => {
  it('are told at their start what all certificates need, and with each one what it needs', async () => {
    const { render } = workers({
      setup: { fonts: ['Noto'] },
      taskFor: async (asked) => ({ ...asked, personal: { ...asked.personal, name: `${asked.personal.name} setup` } }),
    });

    expect(await text(render(content({ name: 'tells its' })))).toBe('{"fonts":["Noto"]}');
  });

  it('work side by side, as many as there may be', async () => {
    const { render, close } = workers({ workers: 2 });
    const stuck = render(content({ name: 'waits' })).catch((error: unknown) => error);

    expect(await text(render(content({ name: 'Ada' })))).toBe('a certificate for Ada');
    await close();
    expect(await stuck).toBeInstanceOf(RenderError);
  });

  it('that cannot even start say so, for every certificate', async () => {
    const { ready, render } = workers({ script: new URL('./not-there.js', unruly) });

    await expect(ready()).rejects.toMatchObject({ name: 'RenderError', code: 'render-failed' });
    await expect(render(content())).rejects.toMatchObject({ name: 'RenderError', code: 'render-failed' });
  });

  it('do not keep a process from ending', () => {
    const program = compiledForProcess(new URL('./program-that-ends.ts', import.meta.url));
    const { stdout, stderr, status } = spawnSync(process.execPath, [program, unruly.href], {
      encoding: 'utf8',
      timeout: 20_000,
    });

    expect({ stdout, stderr, status }).toEqual({ stdout: 'ready', stderr: '', status: 0 });
  });
});
