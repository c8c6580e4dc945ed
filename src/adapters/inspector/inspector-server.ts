import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { renderBridgePage } from './bridge-page.ts';
import { PortUnavailableError } from './port-unavailable-error.ts';
import { createViewers, type Viewers } from './viewers.ts';

/** Serves the page and the frames, to this machine only. */
export type InspectorServer = Readonly<{ url: string }> & Pick<Viewers, 'send' | 'arrival' | 'close'>;

/**
 * @param port 0 lets the system choose.
 * @throws PortUnavailableError
 */
export const openInspectorServer = async (port: number, inspectorUrl: string): Promise<InspectorServer> => {
  const viewers = createViewers();
  const server = createServer((request, response) => answer(request, response, inspectorUrl));
  server.on('upgrade', (request, socket, head) => {
    // The other side may be gone at any time.
    socket.on('error', () => socket.destroy());
    if (isOurs(request)) viewers.admit(request, socket, head);
    else socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
  });

  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      reject(new PortUnavailableError(`port ${port} of this machine cannot be used: ${cause.code}`, { cause }));
    });
    server.listen(port, '127.0.0.1', resolve);
  });
  const { port: chosen } = server.address() as AddressInfo;

  return {
    url: `http://127.0.0.1:${chosen}/`,
    send: viewers.send,
    arrival: viewers.arrival,
    close: async () => {
      await viewers.close();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
};

const answer = (request: IncomingMessage, response: ServerResponse, inspectorUrl: string): void => {
  if (!isOurs(request)) return void response.writeHead(403).end();
  if (request.method !== 'GET' || request.url !== '/') return void response.writeHead(404).end();
  const { html, headers } = renderBridgePage(inspectorUrl, randomBytes(16).toString('base64url'));
  response.writeHead(200, headers).end(html);
};

/**
 * True for our own page, and for programs of this machine. Every other page that is open in the same browser can ask this port
 * as well, in its own name or, by a name server of its own, in ours: those are turned away.
 */
const isOurs = ({ headers: { host = '', origin }, socket: { localPort } }: IncomingMessage): boolean => {
  const ours = [`127.0.0.1:${localPort}`, `localhost:${localPort}`];
  return ours.includes(host) && (origin === undefined || ours.includes(origin.replace('http://', '')));
};
