import type { Item } from './items.ts';

const attemptsMax = 5;

/**
 * Passes an answer on: up to five times without a pause. Only HTTP 200 counts, what it says is never read.
 *
 * @returns whether the LMS took it.
 */
export const postToLms = async (item: Item, reply: string, timeoutMs: number): Promise<boolean> => {
  const { lms_callback_url: url } = JSON.parse(item.header) as { lms_callback_url: string };
  for (let attempt = 1; attempt <= attemptsMax; attempt += 1) {
    if (await posted(url, { xqueue_header: item.header, xqueue_body: reply }, timeoutMs)) return true;
  }
  return false;
};

const posted = async (url: string, form: Readonly<Record<string, string>>, timeoutMs: number): Promise<boolean> => {
  try {
    const body = new URLSearchParams(form);
    const response = await fetch(url, { method: 'POST', body, signal: AbortSignal.timeout(timeoutMs) });
    await response.arrayBuffer();
    return response.status === 200;
  } catch {
    // Refused, reset or too late: all of it is "not taken", as in the original.
    return false;
  }
};
