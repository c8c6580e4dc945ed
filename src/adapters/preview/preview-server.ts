import type { Server } from 'node:http';
import { createAdaptorServer, type HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import { closeServer, isOurs, listenOnLoopback } from '../loopback/loopback-server.ts';
import { previewFiles } from './preview-page.ts';

/** What there is to see now. */
type PreviewState = Readonly<{
  /** Another one whenever something has changed. */
  version: string;
  subjects: readonly string[];
  names: readonly string[];
  /** What cannot be read now, in words; what was read before goes on. */
  problems: string | null;
}>;

/** Where the page's contents come from. */
export type Preview = Readonly<{
  state: () => Promise<PreviewState>;
  /** @param name its number in the list; undefined is returned when there is no such subject or name. */
  draw: (
    subject: string,
    name: number,
  ) => Promise<Readonly<{ pdf: Uint8Array }> | Readonly<{ reason: string }> | undefined>;
}>;

export type PreviewServer = Readonly<{ url: string; close: () => Promise<void> }>;

const headers = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; frame-src blob:; img-src data:; " +
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
} as const;

/**
 * Serves the page to this machine only.
 *
 * @param port 0 lets the system choose.
 * @throws PortUnavailableError
 */
export const openPreviewServer = async (port: number, preview: Preview): Promise<PreviewServer> => {
  const server = createAdaptorServer({ fetch: pagesOf(preview).fetch }) as Server;
  const url = await listenOnLoopback(server, port);
  return { url, close: () => closeServer(server) };
};

const pagesOf = ({ state, draw }: Preview): Hono<{ Bindings: HttpBindings }> => {
  const app = new Hono<{ Bindings: HttpBindings }>();
  app.use(async (context, next) => {
    if (!isOurs(context.env.incoming)) return context.text('', 403, headers);
    await next();
    for (const [name, value] of Object.entries(headers)) context.res.headers.set(name, value);
    return;
  });
  for (const [path, { type, body }] of previewFiles) {
    app.get(path, (context) => context.body(body, 200, { 'content-type': type }));
  }
  app.get('/state', async (context) => context.json(await state()));
  app.get('/certificate', async (context) => {
    const name = Number(context.req.query('name') ?? Number.NaN);
    const drawn = await draw(context.req.query('subject') ?? '', name);
    if (!drawn) return context.text('there is no such layout, course or name any more', 404);
    if ('reason' in drawn) return context.text(drawn.reason, 422);
    return context.body(Uint8Array.from(drawn.pdf), 200, { 'content-type': 'application/pdf' });
  });
  return app;
};
