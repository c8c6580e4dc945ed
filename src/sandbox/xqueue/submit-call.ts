import type { Hono } from 'hono';
import { z } from 'zod';
import { accept, refuse } from './answers.ts';
import type { Items } from './items.ts';

const headerSchema = z.object({ lms_callback_url: z.string(), lms_key: z.string(), queue_name: z.string() });

/** What the LMS calls. The body may be anything: the queue never looks at it. */
export const submitCall = (app: Hono, items: Items): void => {
  app.get('/xqueue/submit/', (c) => refuse(c, 'Queue requests should use HTTP POST'));

  app.post('/xqueue/submit/', async (c) => {
    const { xqueue_header: header, xqueue_body: body } = await c.req.parseBody();
    const read = typeof header === 'string' ? readHeader(header) : null;
    if (!read || typeof header !== 'string' || typeof body !== 'string') {
      return refuse(c, 'Queue request has invalid format');
    }
    const { queue_name: queue, lms_callback_url: callbackUrl } = read;
    if (!items.has(queue)) return refuse(c, `Queue '${queue}' not found`);
    items.submit({ queue, header, callbackUrl, body });
    return accept(c, String(items.length(queue)));
  });
};

const readHeader = (header: string): z.infer<typeof headerSchema> | null => {
  try {
    return headerSchema.safeParse(JSON.parse(header)).data ?? null;
  } catch {
    // Not JSON is one of the invalid formats.
    return null;
  }
};
