import { serve } from '@hono/node-server';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';

/** Serves the demo's web root as a web server in front of it would: `/cert/<uuid>` is answered with `valid.html`. */
export type WebServer = Readonly<{ url: string; close: () => Promise<void> }>;

/** @param port 0 lets the system choose. */
export const startWebServer = (root: string, port: number): Promise<WebServer> => {
  const app = new Hono();
  app.get('/cert/:uuid{[0-9a-f]{32}}', serveStatic({ root, rewriteRequestPath: (path) => `${path}/valid.html` }));
  app.get('*', serveStatic({ root }));

  return new Promise((resolve, reject) => {
    const server = serve({ fetch: app.fetch, port, hostname: '127.0.0.1' }, ({ port: chosen }) => {
      resolve({
        url: `http://127.0.0.1:${chosen}`,
        close: () => new Promise((closed) => server.close(() => closed())),
      });
    });
    server.on('error', reject);
  });
};
