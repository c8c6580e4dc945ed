import { z } from 'zod';
import { QueueAccessError, QueueUnavailableError } from '../../ports/submission-queue.ts';
import type { Answer } from './exchange.ts';
import { parseJson } from './json.ts';

/** The server's answer to a call. `content` is data when it accepted, else its reason in its own words. */
export type Envelope = Readonly<{ accepted: boolean; content: string }>;

const schema = z.object({
  return_code: z.literal([0, 1]),
  content: z.union([z.string(), z.number()]).transform(String),
});

/**
 * Opens the envelope. Its content type says nothing: the server calls its JSON `text/html`.
 *
 * @returns `logged-out` when the server wants a login first.
 * @throws QueueAccessError when a proxy in front refuses us; QueueUnavailableError for everything else
 * that is not an envelope. The answer's text is never repeated: it may hold anything.
 */
export const readEnvelope = ({ status, text }: Answer, url: string): Envelope | 'logged-out' => {
  if (status === 302) return 'logged-out';
  if (status === 401 || status === 403) {
    throw new QueueAccessError(
      `the server at ${url} answers ${status}: check the user and password for HTTP basic auth`,
    );
  }
  if (status >= 300 && status < 400) {
    throw new QueueUnavailableError(
      `the server at ${url} redirects (${status}): check the queue's URL, http or https?`,
    );
  }
  if (status !== 200) throw new QueueUnavailableError(`the server at ${url} answers ${status}`);

  const json = parseJson(text);
  const envelope = json.ok ? schema.safeParse(json.value) : null;
  if (!envelope?.success) throw new QueueUnavailableError(`the server at ${url} does not answer like a queue`);
  const { return_code: code, content } = envelope.data;
  if (code === 1 && content === 'login_required') return 'logged-out';
  return { accepted: code === 0, content };
};
