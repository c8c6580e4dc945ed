import type { Log } from '../../ports/log.ts';
import {
  QueueAccessError,
  QueueUnavailableError,
  ReplyRefusedError,
  type SubmissionQueue,
} from '../../ports/submission-queue.ts';
import { readBaseUrl } from './base-url.ts';
import { createExchange } from './exchange.ts';
import { createGivingWay } from './giving-way.ts';
import { readItem } from './item.ts';
import { replyBodyOf } from './reply-body.ts';
import { createSession } from './session.ts';
import { oneAtATime } from './turns.ts';

/** A name and a password, for the queue's own login or for the proxy in front of it. */
type Credentials = Readonly<{ username: string; password: string }>;

/** Where the queue is, who we are there, and how long each call may take. */
export type XqueueOptions = Readonly<{
  /** `https://queue.example.org`, with or without a base path, `/xqueue` or a slash at the end. No credentials in it. */
  url: string;
  /** The queue's name, e.g. `certificates`. */
  queue: string;
  username: string;
  password: string;
  /** For a proxy that asks for HTTP basic auth; null sends none. */
  basicAuth: Credentials | null;
  /** Key of the HMAC that makes submission ids: 16 bytes at least, the same for the whole life of the store. */
  identitySecret: Uint8Array | string;
  /** Default 10,000. */
  loginTimeoutMs?: number;
  /** Default 10,000. */
  pullTimeoutMs?: number;
  /** Default 40,000: the server calls the LMS up to five times, 5 s each, before it answers. */
  postTimeoutMs?: number;
  /** Longest answer that is read, after decompression. Default 20 MiB: the largest item, escaped twice, fits. */
  answerBytesMax?: number;
  log?: Log;
}>;

/**
 * An xqueue server's queue. Nothing is sent before the first call; a lost session is renewed on the way.
 *
 * @throws QueueAccessError when the URL cannot be used.
 */
export const createXqueue = (options: XqueueOptions): SubmissionQueue => {
  const { queue, log, loginTimeoutMs = 10_000, pullTimeoutMs = 10_000, postTimeoutMs = 40_000 } = options;
  const { username, password, basicAuth, identitySecret, answerBytesMax = 20 * 1024 * 1024 } = options;
  const url = readBaseUrl(options.url);
  const exchange = createExchange({ url, basicAuth, answerBytesMax });
  const session = createSession({ exchange, credentials: { username, password }, timeoutMs: loginTimeoutMs, log });
  // The server's pull is not atomic: two at once from here could hand out one item twice.
  const inTurn = oneAtATime();
  const givingWay = createGivingWay();

  return {
    connect: (signal) => session.renew(signal),

    pull: (signal) =>
      inTurn(async () => {
        await givingWay.wait(signal);
        const call = { method: 'GET', path: 'get_submission/', fields: { queue_name: queue } } as const;
        const { accepted, content } = await session.call(call, { timeoutMs: pullTimeoutMs, signal });
        if (accepted) return readItem(content, { url, queue, identitySecret, log });
        if (/^Queue '.*' is empty$/.test(content)) return null;
        if (/^Queue '.*' not found$/.test(content)) {
          throw new QueueAccessError(`the server at ${url} has no queue '${queue}': check the queue's name`);
        }
        throw new QueueUnavailableError(`the queue at ${url} refused a pull without a reason that we know`);
      }),

    post: async ({ item, key }, reply, signal) => {
      const fields = {
        xqueue_header: JSON.stringify({ submission_id: item, submission_key: key }),
        xqueue_body: replyBodyOf(reply),
      };
      const call = { method: 'POST', path: 'put_result/', fields } as const;
      const { accepted, content } = await session.call(call, { timeoutMs: postTimeoutMs, signal });
      if (accepted) {
        givingWay.succeeded();
        return;
      }
      if (content === staleKey) givingWay.collided();
      const refusal = refusals.get(content);
      if (refusal) throw new ReplyRefusedError(`the queue does not take the answer to item ${item}: ${refusal}`);
      throw new QueueUnavailableError(`the queue at ${url} did not take the answer to item ${item} this time`);
    },
  };
};

const staleKey = 'Incorrect key for submission';

/** The server's words for a final no, and ours. */
const refusals = new Map([
  [staleKey, 'it was handed over again since, and only the newest key counts'],
  ['Submission does not exist', 'the queue does not know it any more'],
]);
