import { randomBytes } from 'node:crypto';

/** A submission as the queue keeps it. */
export type Item = {
  readonly id: number;
  readonly queue: string;
  /** The LMS's own header, which the consumer never sees. */
  readonly header: string;
  readonly callbackUrl: string;
  readonly body: string;
  /** 32 hexadecimal digits, new at each pull; null before the first one. */
  key: string | null;
  /** Milliseconds since 1970; null makes it due at once. */
  pulledAt: number | null;
  pulls: number;
  /** Retired items are never handed over again, but their answers are still passed on. */
  retired: boolean;
  /** How often the LMS did not take the answer. */
  failures: number;
  /** The newest answer, as it was posted. */
  reply: string | null;
};

/** The queue's table. */
export type Items = Readonly<{
  has(queue: string): boolean;
  queues: readonly string[];
  /** Adds an item and retires the older ones of the same callback URL. */
  submit(item: Readonly<{ queue: string; header: string; callbackUrl: string; body: string }>): Item;
  /** Hands over the oldest item that is due, with a new key. */
  pull(queue: string): Item | null;
  /** How many are due; what was handed over a moment ago is not. */
  length(queue: string): number;
  find(id: number): Item | undefined;
  /** Notes an answer and whether the LMS took it. */
  settle(item: Item, reply: string, taken: boolean): void;
  all(): readonly Item[];
}>;

/** The column of the callback URL: longer ones are the same when they begin the same. */
const callbackUrlCharactersMax = 128;
const failuresMax = 3;

export const createItems = (options: Readonly<{ queues: readonly string[]; redeliveryDelayMs: number }>): Items => {
  const items: Item[] = [];
  const due = (queue: string): Item[] => {
    const before = Date.now() - options.redeliveryDelayMs;
    return items.filter(
      (item) => item.queue === queue && !item.retired && (item.pulledAt === null || item.pulledAt <= before),
    );
  };

  return {
    queues: options.queues,
    has: (queue) => options.queues.includes(queue),

    submit: (submitted) => {
      const callbackUrl = submitted.callbackUrl.slice(0, callbackUrlCharactersMax);
      for (const older of items) if (older.callbackUrl === callbackUrl) older.retired = true;
      const fresh = { key: null, pulledAt: null, pulls: 0, retired: false, failures: 0, reply: null };
      const item = { ...submitted, ...fresh, id: items.length + 1, callbackUrl };
      items.push(item);
      return item;
    },

    pull: (queue) => {
      const [item] = due(queue);
      if (!item) return null;
      item.key = randomBytes(16).toString('hex');
      item.pulledAt = Date.now();
      item.pulls += 1;
      return item;
    },

    length: (queue) => due(queue).length,
    find: (id) => items[id - 1],

    settle: (item, reply, taken) => {
      item.reply = reply;
      if (!taken) item.failures += 1;
      // A failure also brings back an item that was retired before, as in the original.
      item.retired = taken || item.failures > failuresMax;
    },

    all: () => items,
  };
};
