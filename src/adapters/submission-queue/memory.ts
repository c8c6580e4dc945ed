import { randomBytes } from 'node:crypto';
import {
  type LmsReply,
  QueueUnavailableError,
  ReplyRefusedError,
  type Submission,
  type SubmissionQueue,
} from '../../ports/submission-queue.ts';

/** What the queue's other end makes of an answer: true when the LMS took it. */
export type Receive = (item: number, reply: LmsReply) => boolean;

/** A queue in memory with xqueue's manners: a new key at each pull, redelivery, and an LMS behind it that may refuse. */
export type MemoryQueue = SubmissionQueue &
  Readonly<{
    /** Queues a request. @returns its item number. */
    submit: (submission: Pick<Submission, 'id' | 'request'>) => number;
    /** Items that the LMS has not taken an answer to, and that were not given up. */
    open: () => readonly number[];
    /** Makes every open item available again, as when the processing delay is over. */
    redeliver: () => void;
    /** While true, nothing answers. */
    setDown: (down: boolean) => void;
  }>;

type Item = Pick<Submission, 'id' | 'request'> & {
  key: string | null;
  pulled: boolean;
  retired: boolean;
  refusals: number;
};

/** After so many answers that the LMS did not take, xqueue gives an item up without a word. */
const refusalsMax = 4;

export const createMemoryQueue = (queue: string, receive: Receive): MemoryQueue => {
  const items: Item[] = [];
  let isDown = false;
  const answering = (): void => {
    if (isDown) throw new QueueUnavailableError(`queue ${queue} does not answer`);
  };

  return {
    connect: async () => answering(),

    pull: async () => {
      answering();
      const at = items.findIndex(({ retired, pulled }) => !retired && !pulled);
      const item = items[at];
      if (!item) return null;
      item.pulled = true;
      item.key = randomBytes(16).toString('hex');
      return { id: item.id, request: item.request, delivery: { queue, item: at + 1, key: item.key } };
    },

    post: async (delivery, reply) => {
      answering();
      const item = items[delivery.item - 1];
      if (!item) throw new ReplyRefusedError(`queue ${queue} has no item ${delivery.item}`);
      if (item.key !== delivery.key) throw new ReplyRefusedError(`item ${delivery.item} was handed over again since`);
      if (receive(delivery.item, reply)) item.retired = true;
      else item.refusals += 1;
      if (item.refusals >= refusalsMax) item.retired = true;
    },

    submit: (submission) => items.push({ ...submission, key: null, pulled: false, retired: false, refusals: 0 }),
    open: () => items.flatMap(({ retired }, at) => (retired ? [] : [at + 1])),
    redeliver: () => {
      for (const item of items) item.pulled = false;
    },
    setDown: (down) => {
      isDown = down;
    },
  };
};
