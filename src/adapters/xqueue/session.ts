import { CookieJar } from 'tough-cookie';
import type { Log } from '../../ports/log.ts';
import { QueueAccessError, QueueUnavailableError } from '../../ports/submission-queue.ts';
import { type Envelope, readEnvelope } from './envelope.ts';
import type { Call, Exchange } from './exchange.ts';
import { type Limit, withLimit } from './limit.ts';

/** Calls as a user who is logged in, and logs in again when the server has forgotten us. */
export type Session = Readonly<{
  /** Logs in, even when we seem to be. @throws QueueAccessError, QueueUnavailableError */
  renew(signal?: AbortSignal): Promise<void>;
  /** @throws QueueAccessError, QueueUnavailableError */
  call(call: Call, limit: Limit): Promise<Envelope>;
}>;

type SessionOptions = Readonly<{
  exchange: Exchange;
  credentials: Readonly<{ username: string; password: string }>;
  timeoutMs: number;
  log: Log | undefined;
}>;

export const createSession = ({ exchange, credentials, timeoutMs, log }: SessionOptions): Session => {
  let login: Promise<CookieJar> | null = null;

  // All callers share one login, so none of them may cut it short: it has a time limit of its own.
  const logIn = async (): Promise<CookieJar> => {
    const jar = new CookieJar();
    const call = { method: 'POST', path: 'login/', fields: credentials } as const;
    const answer = await exchange.send(call, jar, { timeoutMs });
    const envelope = readEnvelope(answer, exchange.url);
    if (envelope === 'logged-out') {
      throw new QueueUnavailableError(`the login at ${exchange.url} leads elsewhere: check the queue's URL`);
    }
    if (!envelope.accepted) throw loginRefused(envelope, exchange.url);
    for (const cookie of answer.cookies) await jar.setCookie(cookie, exchange.url, { ignoreError: true });
    log?.info('logged in to the queue', { url: exchange.url });
    return jar;
  };

  const loggedIn = (): Promise<CookieJar> => {
    login ??= logIn();
    const mine = login;
    mine.catch(() => forget(mine));
    return mine;
  };

  const forget = (stale: Promise<CookieJar>): void => {
    // Another call may have logged in again meanwhile; that session is to be kept.
    if (login === stale) login = null;
  };

  return {
    renew: async (signal) => {
      login = null;
      await waitFor(loggedIn(), { timeoutMs, signal });
    },

    call: async (call, limit) => {
      const session = loggedIn();
      const jar = await waitFor(session, { timeoutMs, signal: limit.signal });
      const envelope = readEnvelope(await exchange.send(call, jar, limit), exchange.url);
      if (envelope !== 'logged-out') return envelope;

      forget(session);
      const again = await waitFor(loggedIn(), { timeoutMs, signal: limit.signal });
      const second = readEnvelope(await exchange.send(call, again, limit), exchange.url);
      if (second !== 'logged-out') return second;
      throw new QueueAccessError(
        `the queue at ${exchange.url} does not accept the session that it gave: check that its cookie reaches us and goes back (https?)`,
      );
    },
  };
};

/** Waits for what others wait for, too; giving up leaves it running for them. */
const waitFor = <Result>(shared: Promise<Result>, limit: Limit): Promise<Result> =>
  withLimit(limit, (signal) =>
    Promise.race([
      shared,
      new Promise<never>((_, reject) => {
        const giveUp = (): void => {
          const because = signal.reason instanceof Error ? signal.reason.message : 'the call was given up';
          reject(new QueueUnavailableError(`stopped waiting for the login to the queue: ${because}`));
        };
        if (signal.aborted) giveUp();
        else signal.addEventListener('abort', giveUp, { once: true });
      }),
    ]),
  );

const loginRefused = ({ content }: Envelope, url: string): Error => {
  if (content === 'Incorrect login credentials' || content === 'Insufficient login info') {
    return new QueueAccessError(`the queue at ${url} refuses the login: check the queue's user and password`);
  }
  return new QueueUnavailableError(`the queue at ${url} refused the login without a reason that we know`);
};
