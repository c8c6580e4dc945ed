import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { openStatelyInspector } from '../../../src/adapters/inspector/stately-inspector.ts';

/** Needs Chromium: the page that the command serves is looked at by a real browser. */
const chromium = ['chromium', 'chromium-browser', 'google-chrome'].find(
  (name) => spawnSync(name, ['--version']).status === 0,
);
if (!chromium)
  process.stderr.write('SKIPPED: the inspector’s page in a real browser. To run it: apt-get install chromium\n');

/** Does what Stately's page does: says that it is ready, and takes what comes; then it reports what it took. */
const standIn = `<!doctype html><script>
  addEventListener('message', ({ data, origin }) => fetch('/', { method: 'POST', body: JSON.stringify({ data, origin }) }));
  parent.postMessage({ type: '@statelyai.connected' }, '*');
</script>`;

type Taken = Readonly<{ data: Readonly<{ type: string }>; origin: string }>;

const startStandIn = async (taken: Taken[]): Promise<Server> => {
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    if (request.method === 'POST') taken.push(JSON.parse(body));
    response.setHeader('content-type', 'text/html').end(request.method === 'POST' ? '' : standIn);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return server;
};

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const clean of cleanups.splice(0).reverse()) await clean();
});

const openBrowser = async (url: string): Promise<void> => {
  const profile = await mkdtemp(join(tmpdir(), 'certificate-agent-browser-'));
  const flags = [
    '--headless=new',
    '--no-sandbox',
    '--disable-gpu',
    `--user-data-dir=${profile}`,
    '--remote-debugging-port=0',
  ];
  const browser: ChildProcess = spawn(chromium ?? '', [...flags, url], { stdio: 'ignore' });
  const ended = new Promise((done) => browser.once('close', done));
  cleanups.push(
    () => rm(profile, { recursive: true, force: true, maxRetries: 5 }),
    () => browser.kill('SIGKILL') && ended,
  );
};

describe.skipIf(!chromium)('the page that `inspect` serves, in a real browser', () => {
  it('hands the story on to the inspector in its frame, in order, when that says that it is ready', async () => {
    const taken: Taken[] = [];
    const page = await startStandIn(taken);
    cleanups.push(() => page.close());
    const inspectorUrl = `http://localhost:${(page.address() as AddressInfo).port}/inspect`;
    const inspector = await openStatelyInspector({
      port: 0,
      inspectorUrl,
      name: 'lamp-1',
      definition: { id: 'lamp' },
      sanitize: (value) => value,
    });
    cleanups.push(inspector.close);

    await openBrowser(inspector.url);
    expect(await inspector.arrival(AbortSignal.timeout(40_000))).toBe(true);
    inspector.begin({ status: 'active', value: 'off', context: {} });
    inspector.tell({ event: { type: 'press' }, state: { status: 'active', value: 'on', context: {} } });
    await vi.waitFor(() => expect(taken).toHaveLength(3), { timeout: 15_000 });
    expect(taken.map(({ data }) => data.type)).toEqual(['@xstate.actor', '@xstate.event', '@xstate.snapshot']);
    expect(new Set(taken.map(({ origin }) => origin))).toEqual(new Set([inspector.url.slice(0, -1)]));
  });
});
