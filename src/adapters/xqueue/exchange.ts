import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import axios from 'axios';
import type { CookieJar } from 'tough-cookie';
import { QueueUnavailableError } from '../../ports/submission-queue.ts';
import { isLoopback } from './base-url.ts';
import { type Limit, withLimit } from './limit.ts';

/** One request: the fields go into the query or the form, as the method wants it. */
export type Call = Readonly<{ method: 'GET' | 'POST'; path: string; fields: Readonly<Record<string, string>> }>;

/** What came back, whatever it is; only its size and its encoding are already checked. */
export type Answer = Readonly<{ status: number; text: string; cookies: readonly string[] }>;

/** One HTTP exchange with the queue's server, never more: no redirect is followed, nothing is repeated. */
export type Exchange = Readonly<{
  url: string;
  /** @throws QueueUnavailableError when there is no answer in time, or one that cannot be read. */
  send(call: Call, jar: CookieJar, limit: Limit): Promise<Answer>;
}>;

type ExchangeOptions = Readonly<{
  url: string;
  basicAuth: Readonly<{ username: string; password: string }> | null;
  answerBytesMax: number;
}>;

export const createExchange = ({ url, basicAuth, answerBytesMax }: ExchangeOptions): Exchange => {
  const client = axios.create({
    baseURL: url,
    maxRedirects: 0,
    maxContentLength: answerBytesMax,
    responseType: 'arraybuffer',
    validateStatus: () => true,
    // The server closes each connection: a kept one would be reset under the next request.
    httpAgent: new HttpAgent({ keepAlive: false }),
    httpsAgent: new HttpsAgent({ keepAlive: false }),
    ...(basicAuth ? { auth: basicAuth } : {}),
    ...(isLoopback(url) ? { proxy: false } : {}),
  });

  return {
    url,
    send: ({ method, path, fields }, jar, limit) =>
      withLimit(limit, async (signal) => {
        const parameters = new URLSearchParams(fields);
        const cookies = await jar.getCookieString(url);
        try {
          const { status, data, headers } = await client.request<ArrayBuffer>({
            method,
            url: path,
            signal,
            ...(method === 'GET' ? { params: parameters } : { data: parameters }),
            headers: { Accept: 'application/json, text/html', ...(cookies ? { Cookie: cookies } : {}) },
          });
          const text = new TextDecoder('utf-8', { fatal: true }).decode(data);
          return { status, text, cookies: headers['set-cookie'] ?? [] };
        } catch (error) {
          const cause = bare(signal.aborted ? signal.reason : error);
          throw new QueueUnavailableError(`no usable answer from the queue at ${url}: ${cause.message}`, { cause });
        }
      }),
  };
};

/** The client's own errors carry the whole request, password and cookies included: only their words may leave. */
const bare = (error: unknown): Error => {
  if (!(error instanceof Error)) return new Error(String(error));
  const code = 'code' in error && typeof error.code === 'string' ? `${error.code} ` : '';
  return new Error(`${code}${error.message}`);
};
