import { setTimeout as wait } from 'node:timers/promises';
import { type Context, Hono } from 'hono';
import type { Records, ResultPath } from './records.ts';
import type { Hear } from './results.ts';

/** The LMS's two doors for the queue. */
export const createLmsApp = (hear: Hear, records: Records): Hono => {
  const app = new Hono();

  const door = (path: ResultPath) => async (c: Context) => {
    const { xqueue_header: header, xqueue_body: body } = await c.req.parseBody();
    const { status, content } = hear(path, { header: String(header), body: String(body) });
    // Too slow is not the same as down: the result is applied, and the queue does not learn it.
    if (records.outage?.kind === 'slow') await wait(records.outage.delayMs, undefined, { ref: false });
    return c.json(content, status);
  };

  app.post('/update_certificate', door('update_certificate'));
  app.post('/update_example_certificate', door('update_example_certificate'));
  return app;
};
