import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import type { Hono } from 'hono';

/** A server that answers on this machine only. */
export type Listener = Readonly<{ url: string; close: () => Promise<void> }>;

/** @param port 0 lets the system choose. */
export const listen = async (app: Hono, port: number): Promise<Listener> => {
  const server = createAdaptorServer({ fetch: app.fetch }) as Server;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const { port: chosen } = server.address() as AddressInfo;

  return {
    url: `http://127.0.0.1:${chosen}`,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        // A client that waits for a slow answer must not keep the sandbox open.
        server.closeAllConnections();
      }),
  };
};
