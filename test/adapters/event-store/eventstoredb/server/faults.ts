import { setTimeout as wait } from 'node:timers/promises';
import type { ServiceError } from '@grpc/grpc-js';
import { accessDenied, notLeader, notReady, tooBusy, unauthenticated } from './refusals.ts';

/** What is wrong with the server. Nothing, to begin with; the tests switch it on and off. */
export type Faults = {
  /** So many appends are stored and never answered. */
  answersToLose: number;
  /** No call is answered. */
  isSilent: boolean;
  refuses: 'not-ready' | 'too-busy' | null;
  delayMs: number;
  /** Where the leader is, when it is not this one. */
  leader: Readonly<{ host: string; port: number }> | null;
  /** `user:password` that each call must bring. */
  login: string | null;
  /** Whether that user may read. */
  deniesReading: boolean;
  /** Subscriptions stay open and deliver nothing. */
  areSubscriptionsDeaf: boolean;
  /** For each event that a subscription passes over. */
  scanDelayMs: number;
  /** As servers before 23.10. */
  isSilentAboutCatchingUp: boolean;
  /**
   * What is stored is read, and acknowledged, only so long afterwards. A second writer is refused because of it at once, as
   * on the real server, which judges by what it has written and reads by what it has indexed.
   */
  showsAfterMs: number;
  /** A repeated append is not recognised, but refused like that of another writer. */
  forgetsIds: boolean;
};

export const noFaults = (): Faults => ({
  answersToLose: 0,
  isSilent: false,
  refuses: null,
  delayMs: 0,
  leader: null,
  login: null,
  deniesReading: false,
  areSubscriptionsDeaf: false,
  scanDelayMs: 0,
  isSilentAboutCatchingUp: false,
  showsAfterMs: 0,
  forgetsIds: false,
});

type Call = Readonly<{ metadata: Readonly<{ get: (key: string) => readonly unknown[] }> }>;

/** Stands before every call; throws what the client is to be told, or never returns. */
export const createGate =
  (faults: Faults) =>
  async (call: Call, kind: 'read' | 'append'): Promise<void> => {
    if (faults.isSilent) await new Promise(() => {});
    if (faults.delayMs > 0) await wait(faults.delayMs);
    const refused = refusalOf(faults, call, kind);
    if (refused) throw refused;
  };

const refusalOf = (faults: Faults, { metadata }: Call, kind: 'read' | 'append'): ServiceError | null => {
  if (faults.refuses === 'not-ready') return notReady();
  if (faults.refuses === 'too-busy') return tooBusy();
  if (faults.login !== null) {
    const expected = `Basic ${Buffer.from(faults.login).toString('base64')}`;
    if (metadata.get('authorization')[0] !== expected) return unauthenticated();
  }
  if (faults.deniesReading && kind === 'read') return accessDenied();
  if (faults.leader && metadata.get('requires-leader')[0] === 'true') {
    return notLeader(faults.leader.host, faults.leader.port);
  }
  return null;
};
