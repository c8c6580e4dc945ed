import type { Hono } from 'hono';
import { accept, page, refuse } from './answers.ts';
import type { Items } from './items.ts';
import { postToLms } from './post-to-lms.ts';

type ConsumerParts = Readonly<{ items: Items; lmsTimeoutMs: number }>;

/** What an agent calls: how many wait, the next one, and its answer. */
export const consumerCalls = (app: Hono, { items, lmsTimeoutMs }: ConsumerParts): void => {
  app.get('/xqueue/get_queuelen/', (c) => {
    const queue = c.req.query('queue_name');
    if (queue === undefined) return refuse(c, "'get_queuelen' must provide parameter 'queue_name'");
    if (!items.has(queue)) return refuse(c, `Valid queue names are: ${items.queues.join(', ')}`);
    return accept(c, items.length(queue));
  });

  app.get('/xqueue/get_submission/', (c) => {
    const queue = c.req.query('queue_name');
    if (queue === undefined) return refuse(c, "'get_submission' must provide parameter 'queue_name'");
    if (!items.has(queue)) return refuse(c, `Queue '${queue}' not found`);
    const item = items.pull(queue);
    if (!item) return refuse(c, `Queue '${queue}' is empty`);
    const header = { submission_id: item.id, submission_key: item.key };
    const content = { xqueue_header: JSON.stringify(header), xqueue_body: item.body, xqueue_files: '{}' };
    return accept(c, JSON.stringify(content));
  });

  app.get('/xqueue/put_result/', (c) => refuse(c, "'put_result' must use HTTP POST"));

  app.post('/xqueue/put_result/', async (c) => {
    const { xqueue_header: header, xqueue_body: reply } = await c.req.parseBody();
    const claim = typeof header === 'string' && typeof reply === 'string' ? readClaim(header) : null;
    if (!claim || typeof reply !== 'string') return refuse(c, 'Incorrect reply format');
    if (!Number.isSafeInteger(claim.id)) return page(c, 500);
    const item = items.find(claim.id);
    if (!item) return refuse(c, 'Submission does not exist');
    if (!item.key || item.key !== claim.key) return refuse(c, 'Incorrect key for submission');

    const taken = await postToLms(item, reply, lmsTimeoutMs);
    items.settle(item, reply, taken);
    // Yes whatever the LMS said: the consumer never learns it.
    return accept(c, '');
  });
};

const readClaim = (header: string): Readonly<{ id: number; key: unknown }> | null => {
  try {
    const claim: unknown = JSON.parse(header);
    if (typeof claim !== 'object' || claim === null) return null;
    if (!('submission_id' in claim && 'submission_key' in claim)) return null;
    return { id: integer(claim.submission_id), key: claim.submission_key };
  } catch {
    // Not JSON is one of the wrong formats.
    return null;
  }
};

/** As the original reads numbers: digits as text will do. NaN for all that makes it stumble. */
const integer = (value: unknown): number => {
  if (typeof value === 'number' || typeof value === 'boolean') return Math.trunc(Number(value));
  return typeof value === 'string' && /^\s*[+-]?\d+\s*$/.test(value) ? Number(value) : Number.NaN;
};
