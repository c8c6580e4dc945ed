import type { Delivery } from '../../machines/certificate.events.ts';

/** Remembers the newest delivery of each submission, since only its key is taken, and whether it was answered. */
export type Deliveries = Readonly<{
  note: (submission: string, delivery: Delivery) => void;
  newest: (submission: string) => Delivery | undefined;
  noteAnswered: (submission: string, delivery: Delivery) => void;
  /** True when this process has already answered the newest delivery. */
  isAnswered: (submission: string) => boolean;
}>;

/** @param entriesMax how many are remembered. A forgotten one costs a needless post, or a wait for the next delivery. */
export const createDeliveries = (entriesMax = 100_000): Deliveries => {
  const newest = new Map<string, Readonly<{ delivery: Delivery; answered: boolean }>>();

  const remember = (submission: string, delivery: Delivery, answered: boolean): void => {
    newest.delete(submission);
    newest.set(submission, { delivery, answered });
    const [oldest] = newest.keys();
    if (newest.size > entriesMax && oldest !== undefined) newest.delete(oldest);
  };

  return {
    note: (submission, delivery) => remember(submission, delivery, false),
    newest: (submission) => newest.get(submission)?.delivery,
    noteAnswered: (submission, delivery) => {
      const known = newest.get(submission);
      // A newer delivery may have come while the older one was being answered: that one is still to be answered.
      if (!known || known.delivery.key === delivery.key) remember(submission, delivery, true);
    },
    isAnswered: (submission) => newest.get(submission)?.answered ?? false,
  };
};
