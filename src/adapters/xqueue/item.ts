import { z } from 'zod';
import type { Log } from '../../ports/log.ts';
import { QueueUnavailableError, type Submission } from '../../ports/submission-queue.ts';
import { parseJson } from './json.ts';
import { readRequest } from './request.ts';
import { submissionIdOf } from './submission-id.ts';

const itemSchema = z.object({ xqueue_header: z.string(), xqueue_body: z.unknown().optional() });

const headerSchema = z.object({
  // Numbers beyond 2^53 were rounded by the parser: such an id would answer somebody else's item.
  submission_id: z.int().positive(),
  submission_key: z.string().regex(/^[\w-]{1,128}$/),
});

type Origin = Readonly<{ url: string; queue: string; identitySecret: Uint8Array | string; log: Log | undefined }>;

/**
 * One item as the server handed it over. Whatever is in its body, it becomes a submission: only an
 * item without a readable header cannot be answered.
 *
 * @throws QueueUnavailableError for such an item; the queue goes on to the next one by itself.
 */
export const readItem = (content: string, { url, queue, identitySecret, log }: Origin): Submission => {
  const item = itemSchema.safeParse(jsonIn(content));
  const header = item.success ? headerSchema.safeParse(jsonIn(item.data.xqueue_header)) : null;
  if (!item.success || !header?.success) {
    log?.error('the queue handed over an item that cannot be answered: its header is unreadable', { queue });
    throw new QueueUnavailableError(`the queue at ${url} handed over an item without a readable header`);
  }
  const body = typeof item.data.xqueue_body === 'string' ? item.data.xqueue_body : '';
  const { submission_id: number, submission_key: key } = header.data;
  return {
    id: submissionIdOf({ url, queue, item: number, body }, identitySecret),
    delivery: { queue, item: number, key },
    request: readRequest(body),
  };
};

const jsonIn = (text: string): unknown => {
  const json = parseJson(text);
  return json.ok ? json.value : undefined;
};
