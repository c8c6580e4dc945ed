import { QueueAccessError } from '../../ports/submission-queue.ts';

/**
 * The queue's address as all calls start with it: it ends with `/xqueue/`, whatever way it was written.
 *
 * @throws QueueAccessError without repeating the URL, since a refused one may hold a password.
 */
export const readBaseUrl = (text: string): string => {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || !['http:', 'https:'].includes(url.protocol)) {
    throw new QueueAccessError("the queue's URL is not one: write it like https://queue.example.org");
  }
  if (url.username || url.password) {
    throw new QueueAccessError("the queue's URL holds credentials: take them out, there are settings for them");
  }
  if (url.search || url.hash) {
    throw new QueueAccessError("the queue's URL has a query or a fragment: it must end with its path");
  }
  const path = url.pathname.replace(/\/+$/, '').replace(/\/xqueue$/, '');
  return `${url.origin}${path}/xqueue/`;
};

/** True for this machine's own addresses, which no proxy can reach for us. */
export const isLoopback = (url: string): boolean => {
  const { hostname } = new URL(url);
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname);
};
