import type { IncomingMessage, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PortUnavailableError } from './port-unavailable-error.ts';

const reasons: Readonly<Record<string, string>> = {
  EADDRINUSE: 'another program has it',
  EACCES: 'only root may use it',
};

/**
 * Lets a server listen to this machine only.
 *
 * @param port 0 lets the system choose.
 * @returns its address.
 * @throws PortUnavailableError
 */
export const listenOnLoopback = async (server: Server, port: number): Promise<string> => {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const because = reasons[cause.code ?? ''] ?? cause.code ?? 'unknown trouble';
      reject(
        new PortUnavailableError(
          `port ${port} of this machine cannot be used: ${because}; give another --port, or leave it out`,
          { cause },
        ),
      );
    });
    server.listen(port, '127.0.0.1', resolve);
  });
  const { port: chosen } = server.address() as AddressInfo;
  return `http://127.0.0.1:${chosen}/`;
};

/** Ends it, and every connection that is still open. */
export const closeServer = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });

/**
 * True for our own page, and for programs of this machine. Every other page that is open in the same browser can ask this port
 * as well, in its own name or, by a name server of its own, in ours: those are to be turned away.
 */
export const isOurs = ({
  headers: { host = '', origin },
  socket: { localPort },
}: Pick<IncomingMessage, 'headers' | 'socket'>): boolean => {
  const ours = [`127.0.0.1:${localPort}`, `localhost:${localPort}`];
  return ours.includes(host) && (origin === undefined || ours.includes(origin.replace('http://', '')));
};
