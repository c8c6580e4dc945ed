import { randomUUID } from 'node:crypto';
import type { Hono, MiddlewareHandler } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { accept, page, refuse } from './answers.ts';
import type { Sessions } from './sessions.ts';

const fourteenDaysInSeconds = 14 * 24 * 60 * 60;

/** Sends everybody without a session to the login, with an empty page. */
export const needsLogin =
  (sessions: Sessions): MiddlewareHandler =>
  async (c, next) => {
    if (sessions.isOpen(getCookie(c, 'sessionid'))) return next();
    const { pathname, search } = new URL(c.req.url);
    return c.redirect(`/xqueue/login/?next=${encodeURIComponent(pathname + search)}`, 302);
  };

export const loginCalls = (app: Hono, sessions: Sessions): void => {
  app.get('/xqueue/login/', (c) => refuse(c, 'login_required'));

  app.post('/xqueue/login/', async (c) => {
    const { username, password } = await c.req.parseBody();
    if (typeof password !== 'string') return refuse(c, 'Insufficient login info');
    // The original looks for the password only, and then stumbles over the missing name.
    if (typeof username !== 'string') return page(c, 500);
    const session = sessions.logIn(username, password);
    if (!session) return refuse(c, 'Incorrect login credentials');
    setCookie(c, 'sessionid', session, { httpOnly: true, maxAge: fourteenDaysInSeconds, sameSite: 'Lax' });
    setCookie(c, 'csrftoken', randomUUID(), { sameSite: 'Lax' });
    return accept(c, 'Logged in');
  });

  app.on(['GET', 'POST'], '/xqueue/logout/', (c) => {
    sessions.logOut(getCookie(c, 'sessionid'));
    deleteCookie(c, 'sessionid');
    return accept(c, 'Goodbye');
  });
};
