import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createWebSocketReceiver, type StatelyInspectionEvent } from '@statelyai/inspect';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { openStatelyInspector, type StatelyInspector } from '../../../src/adapters/inspector/stately-inspector.ts';
import { PortUnavailableError } from '../../../src/adapters/loopback/port-unavailable-error.ts';

const definition = { id: 'lamp', initial: 'off', states: { off: { on: { press: 'on' } }, on: {} } };
const at = (value: string, context: object = {}) => ({ status: 'active', value, context }) as const;
const never = new AbortController().signal;

const opened: StatelyInspector[] = [];
const open = async (port = 0): Promise<StatelyInspector> => {
  const sanitize = (value: object) => JSON.parse(JSON.stringify(value, (key, part) => (key === 'secret' ? '…' : part)));
  const inspector = await openStatelyInspector({ port, name: 'lamp-1', definition, sanitize });
  opened.push(inspector);
  return inspector;
};
afterEach(async () => {
  await Promise.all(opened.splice(0).map(({ close }) => close()));
});

/** Looks, with the receiver of Stately's own package. */
const look = ({ url }: StatelyInspector): StatelyInspectionEvent[] => {
  const frames: StatelyInspectionEvent[] = [];
  createWebSocketReceiver({ server: url.replace('http', 'ws') }).subscribe((frame) => void frames.push(frame));
  return frames;
};

/** Asks by hand, with the headers that a browser would send. */
const ask = (url: string, headers: Readonly<Record<string, string>>, path = '/') =>
  new Promise<Readonly<{ status: number | undefined; body: string; policy: string }>>((done, failed) => {
    const asking = request(new URL(path, url), { headers }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (chunk: string) => {
        body += chunk;
      });
      response.on('end', () =>
        done({ status: response.statusCode, body, policy: String(response.headers['content-security-policy']) }),
      );
    });
    asking.on('upgrade', (response, socket) => {
      socket.destroy();
      done({ status: response.statusCode, body: '', policy: '' });
    });
    asking.on('error', failed).end();
  });
const handshake = {
  Connection: 'Upgrade',
  Upgrade: 'websocket',
  'Sec-WebSocket-Version': '13',
  'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
};

describe('a story in the inspector', () => {
  it('is the actor with its chart, then each event with the state that it led to', async () => {
    const inspector = await open();
    const frames = look(inspector);
    expect(await inspector.arrival(never)).toBe(true);
    inspector.begin(at('off'));
    inspector.tell({ event: { type: 'press' }, state: at('on', { presses: 1 }) });
    await vi.waitFor(() => expect(frames).toHaveLength(3));
    expect(frames).toMatchObject([
      { type: '@xstate.actor', name: 'lamp', sessionId: 'lamp-1', rootId: 'lamp-1', snapshot: { value: 'off' } },
      { type: '@xstate.event', sessionId: 'lamp-1', rootId: 'lamp-1', event: { type: 'press' } },
      { type: '@xstate.snapshot', sessionId: 'lamp-1', snapshot: { value: 'on', context: { presses: 1 } } },
    ]);
    expect(JSON.parse((frames[0] as { definition: string }).definition)).toEqual(definition);
  });

  it('is told from its beginning to those who come late', async () => {
    const inspector = await open();
    inspector.begin(at('off'));
    inspector.tell({ event: { type: 'press' }, state: at('on') });
    const frames = look(inspector);
    await vi.waitFor(() => expect(frames).toHaveLength(3));
    inspector.tell({ event: { type: 'press' }, state: at('off') });
    await vi.waitFor(() => expect(frames).toHaveLength(5));
    expect(frames.map(({ type }) => type)).toEqual([
      '@xstate.actor',
      '@xstate.event',
      '@xstate.snapshot',
      '@xstate.event',
      '@xstate.snapshot',
    ]);
  });

  it('is sanitized in its events and its contexts alike, the first one included', async () => {
    const inspector = await open();
    const frames = look(inspector);
    inspector.begin(at('off', { secret: 'canary' }));
    inspector.tell({
      event: { type: 'press', secret: 'canary' } as { type: string },
      state: at('on', { secret: 'canary' }),
    });
    await vi.waitFor(() => expect(frames).toHaveLength(3));
    expect(JSON.stringify(frames)).not.toContain('canary');
  });

  it('arrives whole when it ends right away', async () => {
    const inspector = await open();
    const frames = look(inspector);
    await inspector.arrival(never);
    inspector.begin(at('off'));
    // More than the system keeps for a connection, so that it is still on its way.
    const much = 'x'.repeat(20_000);
    for (let n = 0; n < 400; n += 1) inspector.tell({ event: { type: 'press' }, state: at('on', { n, much }) });
    await inspector.close();
    await vi.waitFor(() => expect(frames).toHaveLength(801));
  });

  it('waits for somebody who looks no longer than it is told to', async () => {
    const inspector = await open();
    expect(await inspector.arrival(AbortSignal.timeout(20))).toBe(false);
    expect(await inspector.arrival(AbortSignal.abort())).toBe(false);
  });
});

describe('the inspector’s server', () => {
  it.runIf(process.platform === 'linux')('listens on the loopback interface alone', async () => {
    const { url } = await open();
    expect(new URL(url).hostname).toBe('127.0.0.1');
    // On Linux, every address of 127.0.0.0/8 is this machine: a server that listens everywhere would answer.
    await expect(ask(url.replace('127.0.0.1', '127.0.0.2'), {})).rejects.toThrow('ECONNREFUSED');
  });

  it('gives its page, which lets in Stately’s inspector and nothing else', async () => {
    const { url } = await open();
    const { status, body, policy } = await ask(url, {});
    expect(status).toBe(200);
    expect(body).toContain('src="https://stately.ai/inspect"');
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain('frame-src https://stately.ai https://*.stately.ai;');
    expect((await ask(url, {}, '/frames')).status).toBe(404);
  });

  it.each([
    ['another page of the same browser', { Origin: 'https://evil.example' }, 403],
    ['a page under a name that was pointed here', { Host: 'evil.example:80' }, 403],
    ['a page without an origin', { Origin: 'null' }, 403],
    ['a program of this machine', {}, 101],
  ])('lets %s look: %o gets %i', async (_, headers, status) => {
    const { url } = await open();
    expect((await ask(url, { ...handshake, ...headers })).status).toBe(status);
  });

  it('lets its own page look', async () => {
    const { url } = await open();
    expect((await ask(url, { ...handshake, Origin: url.slice(0, -1) })).status).toBe(101);
  });

  it('has room for eight', async () => {
    const inspector = await open();
    const viewers = Array.from({ length: 8 }, () => look(inspector));
    inspector.begin(at('off'));
    await vi.waitFor(() => expect(viewers.map(({ length }) => length)).toEqual(Array(8).fill(1)));
    expect((await ask(inspector.url, handshake)).status).toBe(503);
  });

  it('says so when its port is taken', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((done) => server.once('listening', done));
    const { port } = server.address() as AddressInfo;
    await expect(open(port)).rejects.toThrow(PortUnavailableError);
    await expect(open(port)).rejects.toThrow(`port ${port} of this machine cannot be used: another program has it`);
    server.close();
  });
});
