import type { Context } from 'hono';

/** The envelope of every answer: HTTP 200 also for errors, and called HTML although it is JSON. */
const envelope = (c: Context, code: 0 | 1, content: string | number): Response =>
  c.body(JSON.stringify({ return_code: code, content }), 200, { 'Content-Type': 'text/html; charset=utf-8' });

export const accept = (c: Context, content: string | number): Response => envelope(c, 0, content);
export const refuse = (c: Context, because: string): Response => envelope(c, 1, because);

/** A page for people, where the original fails or forbids. */
export const page = (c: Context, status: 401 | 403 | 404 | 500 | 502): Response =>
  c.html(`<!doctype html><title>${status}</title><h1>${status}</h1>`, status);
