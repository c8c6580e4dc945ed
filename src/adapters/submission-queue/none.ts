import { QueueUnavailableError, type SubmissionQueue } from '../../ports/submission-queue.ts';

/** No queue at all, for commands that need none: it never has anything, and takes no answer. */
export const createNoQueue = (): SubmissionQueue => {
  const unavailable = () => Promise.reject(new QueueUnavailableError('this command runs without a queue'));
  return { connect: unavailable, pull: unavailable, post: unavailable };
};
