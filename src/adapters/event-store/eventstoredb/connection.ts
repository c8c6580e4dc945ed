import type { EventStoreDBClient } from '@eventstore/db-client';
import { EventStoreUnavailableError } from '../../../ports/event-store.ts';
import { withinTimeBudget } from '../../time-budget.ts';
import type { Address, Login } from './address.ts';
import { createClient, disconnect, hangUp, loadCertificates } from './client.ts';
import type { Outage } from './outage.ts';
import { kindOf, troubleOf } from './trouble.ts';

/** How long may be waited for the server. */
export type Patience = Readonly<{
  /** For one call: all attempts and the pauses between them. */
  budgetMs: number;
  /** For one attempt, so that a silent server is asked again. */
  attemptTimeoutMs: number;
}>;

/** What every call carries. A login selects the client's plain path, one request for each append; see ADR 8. */
export type CallOptions = Readonly<{ credentials: Login; requiresLeader: true; deadline: number }>;

/** One attempt. What it started and does not end by itself has to end when the signal is aborted. */
export type Attempt = Readonly<{ client: EventStoreDBClient; options: CallOptions; signal: AbortSignal }>;

type CallRules = Readonly<{
  /** The stream that is asked for: it is named when it turns out to be deleted. */
  stream?: string;
  /** Instead of the usual one. */
  budgetMs?: number;
  signal: AbortSignal;
}>;

/** The way to the server. */
export type Connection = Readonly<{
  name: string;
  /** Tries until the server has answered, or time is up. @throws what the port promises; nothing of the client's. */
  call: <Result>(work: (attempt: Attempt) => Promise<Result>, rules: CallRules) => Promise<Result>;
  /** A client for one long subscription, and how to get rid of it. */
  separate: () => Omit<Attempt, 'signal'> & Readonly<{ hangUp: () => void }>;
  close: () => Promise<void>;
}>;

/** The server ignores it in insecure mode, where there is no login; only its presence counts, on our side. */
const nobody: Login = { username: 'nobody', password: 'nobody' };
/** The server's own deadline comes first: its answer tells more than ours. */
const graceMs = 500;
const hangUpLimitMs = 1_000;

export const createConnection = (address: Address, patience: Patience, outage: Outage): Connection => {
  const { budgetMs, attemptTimeoutMs } = patience;
  const certificates = loadCertificates(address);
  const options = { credentials: address.login ?? nobody, requiresLeader: true, deadline: attemptTimeoutMs } as const;
  let current: EventStoreDBClient | null = null;

  const letGo = (client: EventStoreDBClient): void => {
    if (client !== current) return;
    current = null;
    void gently(disconnect(client));
  };
  /** A silent server is not asked again through the same connection: it may be dead, or another member may lead now. */
  const attempt = async <Result>(
    work: (attempt: Attempt) => Promise<Result>,
    signal: AbortSignal,
    stream: string | undefined,
  ): Promise<Result> => {
    current ??= createClient(address, certificates);
    const client = current;
    const giveUp = (): void => letGo(client);
    signal.addEventListener('abort', giveUp, { once: true });
    try {
      const result = await work({ client, options, signal });
      outage.over();
      return result;
    } catch (error) {
      if (kindOf(error) === 'deadline-exceeded') giveUp();
      throw troubleOf(error, address.name, stream);
    } finally {
      signal.removeEventListener('abort', giveUp);
    }
  };

  return {
    name: address.name,
    call: (work, { stream, signal, budgetMs: ownBudgetMs = budgetMs }) =>
      withinTimeBudget((attemptSignal) => attempt(work, attemptSignal, stream), {
        budgetMs: ownBudgetMs,
        attemptTimeoutMs: attemptTimeoutMs + graceMs,
        late: () => new EventStoreUnavailableError(`${address.name} did not answer within ${attemptTimeoutMs} ms`),
        onRetry: (error) => outage.failed(error),
        signal,
      }),
    separate: () => {
      const client = createClient(address, certificates);
      return { client, options, hangUp: () => void gently(hangUp(client)) };
    },
    close: async () => {
      if (!current) return;
      const client = current;
      current = null;
      await gently(hangUp(client));
    },
  };
};

/** For what is given up anyway: its failure changes nothing, and its end is not waited for. */
const gently = (ending: Promise<void>): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, hangUpLimitMs);
    const done = (): void => {
      clearTimeout(timer);
      resolve();
    };
    ending.then(done, done);
  });
