import { EventStoreUnavailableError } from '../../../ports/event-store.ts';
import { withinTimeBudget } from '../../time-budget.ts';
import type { Address, Host, Login } from './address.ts';
import { createClient, loadCertificates } from './client.ts';
import { createLine, type Line } from './line.ts';
import type { Outage } from './outage.ts';
import type { SteadyClient } from './steady-client.ts';
import { type Asked, isConnectionsFault, leaderIn, troubleOf } from './trouble.ts';

/** How long may be waited for the server. */
export type Patience = Readonly<{
  /** For one call: all attempts and the pauses between them. */
  budgetMs: number;
  /** For one attempt, so that a silent server is asked again. */
  attemptTimeoutMs: number;
}>;

/** What every call carries. A login selects the client's plain path, one request for each append; see ADR 8. */
type CallOptions = Readonly<{ credentials: Login; requiresLeader: true; deadline: number }>;

/** One attempt. What it started and does not end by itself has to end when the signal is aborted. */
export type Attempt = Readonly<{ client: SteadyClient; options: CallOptions; signal: AbortSignal }>;

type CallRules = Readonly<{
  /** The stream that is asked for: it is named when it turns out to be deleted. */
  stream?: string;
  /** Instead of the usual one. */
  budgetMs?: number;
  signal: AbortSignal;
}>;

/** The way to the server. */
export type Connection = Asked &
  Readonly<{
    /** Tries until the server has answered, or time is up. @throws what the port promises; nothing of the client's. */
    call: <Result>(work: (attempt: Attempt) => Promise<Result>, rules: CallRules) => Promise<Result>;
    /** A client for one long subscription. Who takes it ends it, and tells of what went wrong with it. */
    separate: () => Omit<Attempt, 'signal'> & Readonly<{ failed: (error: unknown) => void }>;
    close: () => Promise<void>;
  }>;

/** The server ignores it in insecure mode, where there is no login; only its presence counts, on our side. */
const nobody: Login = { username: 'nobody', password: 'nobody' };
/** The server's own deadline comes first: its answer tells more than ours. */
const graceMs = 500;

export const createConnection = (address: Address, patience: Patience, outage: Outage): Connection => {
  const { budgetMs, attemptTimeoutMs } = patience;
  const certificates = loadCertificates(address);
  const options = { credentials: address.login ?? nobody, requiresLeader: true, deadline: attemptTimeoutMs } as const;
  let current: Line | null = null;
  /** Who leads, as one that does not lead has told. Forgotten when that one fails. */
  let leader: Host | null = null;

  const learn = (error: unknown): void => {
    if (isConnectionsFault(error)) leader = leaderIn(error);
  };
  /** The server is not asked again through a connection that failed: it may be dead, or another member may lead now. */
  const giveUp = (line: Line, error: unknown): void => {
    if (line !== current) return;
    learn(error);
    current = null;
    line.giveUp();
  };
  const attempt = async <Result>(
    work: (attempt: Attempt) => Promise<Result>,
    signal: AbortSignal,
    stream: string | undefined,
  ): Promise<Result> => {
    current ??= createLine(createClient(address, certificates, leader));
    const line = current;
    const late = (): void => giveUp(line, signal.reason);
    signal.addEventListener('abort', late, { once: true });
    try {
      const result = await line.carry(work({ client: line.client, options, signal }));
      outage.over();
      return result;
    } catch (error) {
      if (isConnectionsFault(error)) giveUp(line, error);
      throw troubleOf(error, address, stream);
    } finally {
      signal.removeEventListener('abort', late);
    }
  };

  return {
    name: address.name,
    isEncrypted: address.isEncrypted,
    call: (work, { stream, signal, budgetMs: ownBudgetMs = budgetMs }) =>
      withinTimeBudget((attemptSignal) => attempt(work, attemptSignal, stream), {
        budgetMs: ownBudgetMs,
        attemptTimeoutMs: attemptTimeoutMs + graceMs,
        late: () => new EventStoreUnavailableError(`${address.name} did not answer within ${attemptTimeoutMs} ms`),
        onRetry: (error) => outage.failed(error),
        signal,
      }),
    separate: () => ({ client: createClient(address, certificates, leader), options, failed: learn }),
    close: async () => {
      current?.giveUp();
      current = null;
    },
  };
};
