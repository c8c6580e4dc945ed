import { Hono } from 'hono';
import { basicAuth as askForBasicAuth } from 'hono/basic-auth';
import { bodyLimit } from 'hono/body-limit';
import { HTTPException } from 'hono/http-exception';
import { accept, page } from './answers.ts';
import { consumerCalls } from './consumer-calls.ts';
import type { Items } from './items.ts';
import { loginCalls, needsLogin } from './login-calls.ts';
import type { Sessions } from './sessions.ts';
import { submitCall } from './submit-call.ts';
import type { XqueueControl } from './xqueue-control.ts';

export type XqueueParts = Readonly<{
  items: Items;
  sessions: Sessions;
  xqueue: XqueueControl;
  lmsTimeoutMs: number;
  basicAuth: Readonly<{ username: string; password: string }> | null;
}>;

const formBytesMax = 2_621_440;

/** The queue's HTTP interface, with the habits that its clients must live with. */
export const createXqueueApp = ({ items, sessions, xqueue, lmsTimeoutMs, basicAuth }: XqueueParts): Hono => {
  const app = new Hono();

  app.use(async (c, next) => {
    if (xqueue.isDown()) return page(c, 502);
    await next();
    c.header('Connection', 'close');
  });
  if (basicAuth) app.use(askForBasicAuth(basicAuth));
  app.use(async (c, next) => {
    const { pathname, search } = new URL(c.req.url);
    if (!pathname.endsWith('/')) return c.redirect(`${pathname}/${search}`, 301);
    return next();
  });
  app.use(bodyLimit({ maxSize: formBytesMax, onError: (c) => page(c, 500) }));
  app.notFound((c) => page(c, 404));
  // The refusal of basic auth comes as an error, too.
  app.onError((error, c) => (error instanceof HTTPException ? error.getResponse() : page(c, 500)));

  app.get('/xqueue/status/', (c) => accept(c, 'OK'));
  loginCalls(app, sessions);

  // Calls that read are protected against forged forms, so posting to them is forbidden, whoever asks.
  app.post('/xqueue/get_queuelen/', (c) => page(c, 403));
  app.post('/xqueue/get_submission/', (c) => page(c, 403));
  for (const path of ['get_queuelen', 'get_submission', 'put_result', 'submit']) {
    app.use(`/xqueue/${path}/`, needsLogin(sessions));
  }
  consumerCalls(app, { items, lmsTimeoutMs });
  submitCall(app, items);
  return app;
};
