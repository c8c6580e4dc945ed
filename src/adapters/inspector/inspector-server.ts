import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { closeServer, isOurs, listenOnLoopback } from '../loopback/loopback-server.ts';
import { renderBridgePage } from './bridge-page.ts';
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

  const url = await listenOnLoopback(server, port);
  return {
    url,
    send: viewers.send,
    arrival: viewers.arrival,
    close: async () => {
      await viewers.close();
      await closeServer(server);
    },
  };
};

const answer = (request: IncomingMessage, response: ServerResponse, inspectorUrl: string): void => {
  if (!isOurs(request)) return void response.writeHead(403).end();
  if (request.method !== 'GET' || request.url !== '/') return void response.writeHead(404).end();
  const { html, headers } = renderBridgePage(inspectorUrl, randomBytes(16).toString('base64url'));
  response.writeHead(200, headers).end(html);
};
