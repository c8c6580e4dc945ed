import { AgentError } from '../../../ports/agent-error.ts';
import {
  CorruptEventStoreError,
  DamagedEventError,
  EventStoreUnavailableError,
  UnknownPositionError,
} from '../../../ports/event-store.ts';
import type { Host } from './address.ts';
import { EventStoreRefusedError } from './refused-error.ts';

/** What the client or gRPC throws, as far as it is looked at. */
type Foreign = Error & {
  type?: unknown;
  code?: unknown;
  details?: unknown;
  _raw?: { details?: unknown; metadata?: unknown };
};

const unknownToClient = 2;
const invalidArgument = 3;
const permissionDenied = 7;
const unauthenticated = 16;
const unimplemented = 12;

/** The kind that the client or the server gives an error, e.g. `stream-not-found`; empty when it is none of theirs. */
export const kindOf = (error: unknown): string => {
  const { type, _raw } = error as Foreign;
  if (typeof type === 'string' && type !== 'unknown') return type;
  // A newer server has kinds that the client does not know; they travel in the trailers.
  const trailers = _raw?.metadata as { get?: (key: string) => readonly unknown[] } | undefined;
  const named = trailers?.get?.('exception')[0];
  return typeof named === 'string' ? named : '';
};

/** Whether another connection may do better: after a refused append it would not. */
export const isConnectionsFault = (error: unknown): boolean => {
  const kind = kindOf(error);
  if (isOfAnotherLog(error)) return false;
  if (['unavailable', 'cancelled', 'deadline-exceeded', 'not-leader'].includes(kind)) return true;
  // Plain gRPC errors, and errors of the connection itself.
  return kind === '' && !(error instanceof RangeError) && !(error instanceof TypeError);
};

/** The server takes no position but those of its records, and those behind its end. It has no kind of error for it. */
const isOfAnotherLog = (error: unknown): boolean => {
  const { code, details, message } = error as Foreign;
  return (code === invalidArgument || code === unknownToClient) && /invalid ?position/i.test(`${details} ${message}`);
};

/** Where one that does not lead the cluster says that its leader is. */
export const leaderIn = (error: unknown): Host | null => {
  const { leader } = error as Readonly<{ leader?: Partial<Host> }>;
  return leader?.address && leader.port ? { address: leader.address, port: leader.port } : null;
};

/** Who was asked, and how. */
export type Asked = Readonly<{ name: string; isEncrypted: boolean }>;

/**
 * Turns what was thrown while a store was asked into trouble that this program knows by name. The client's error is not
 * handed on: its types stay here, and it holds the whole request.
 */
export const troubleOf = (error: unknown, { name: store, isEncrypted }: Asked, stream?: string): unknown => {
  if (
    !(error instanceof Error) ||
    error instanceof AgentError ||
    error instanceof TypeError ||
    error instanceof RangeError
  ) {
    return error;
  }
  const kind = kindOf(error);
  if (kind === 'stream-deleted' && stream !== undefined) return deletedStream(stream);
  if (/^maximum-append/.test(kind)) return new RangeError('an append larger than the event store takes at once');

  if (isOfAnotherLog(error)) return new UnknownPositionError('the event store has nothing at this position');

  const words = wordsOf(error);
  const cause = new Error(words);
  const { code } = error as Foreign;
  if (kind === 'access-denied' || code === permissionDenied || code === unauthenticated) {
    const message = `${store} does not let us in (${words}); check STORE_USER and STORE_PASS, and that this user may read $all and write`;
    return new EventStoreRefusedError(message, { cause });
  }
  if (code === unimplemented) {
    return new CorruptEventStoreError(`${store} does not speak EventStoreDB’s protocol (${words}); check STORE`, {
      cause,
    });
  }
  return new EventStoreUnavailableError(`${store} is not available (${words})${hintFor(words, isEncrypted)}`, {
    cause,
  });
};

/** A certificate's history is never deleted by this program. */
export const deletedStream = (stream: string): DamagedEventError =>
  new DamagedEventError({ stream, revision: 0 }, 'it was deleted in the event store');

const wordsOf = (error: Foreign): string => {
  const details = error.details ?? error._raw?.details ?? error.message;
  const text = [kindOf(error) || `gRPC ${String(error.code ?? 'none')}`, details].filter(Boolean).join(', ');
  return text
    .replace(/[^\x20-\x7e]+/g, ' ')
    .trim()
    .slice(0, 240);
};

const hintFor = (words: string, isEncrypted: boolean): string => {
  // Somebody takes the connection, and ends it at the first plain word.
  if (!isEncrypted)
    return /Last error: Failed to connect/.test(words) ? '; for a server with TLS leave tls=false out' : '';
  return /certificate|self.signed|altname|ssl|tls|wrong version number/i.test(words)
    ? '; for its certificate give tlsCAFile, for a server without TLS tls=false'
    : '';
};
