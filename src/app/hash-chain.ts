import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { v5 as uuidV5 } from 'uuid';
import {
  DamagedEventError,
  type Metadata,
  type NewEvent,
  type Recorded,
  type StorableEvent,
} from '../ports/event-store.ts';

/**
 * Every event is chained to the one before it in its stream, so that nobody can change, move, insert or remove one
 * without all that follow showing it. An event's hash is the SHA-256, in hexadecimal digits, of the RFC 8785 form of
 *
 *     { previous, stream, revision, type, data, metadata }
 *
 * where `previous` is the hash of the event before it (null for the first), `revision` a number, and `metadata` all but
 * the hash itself. The event's id is derived from the hash. What a chain cannot show is that its last events are missing.
 */

/** An event's place, and the hash of the one before it. */
export type Link = Readonly<{ stream: string; revision: bigint; previous: string | null }>;

/** An event as it is going to be stored: its hash, and its id made of that. */
export const chained = <Event extends StorableEvent>(
  event: Event,
  metadata: Omit<Metadata, 'hash'>,
  link: Link,
): NewEvent<Event> => {
  const hash = hashOf(event, metadata, link);
  // What is spread stands last, here and below: see CONTRIBUTING.md.
  return { id: idOf(link, metadata.$correlationId, hash), event, metadata: { hash, ...metadata } };
};

/**
 * Looks whether events that were read are the ones that were written, each in its place. All of them, from the first on.
 *
 * @throws DamagedEventError at the first one that is not.
 */
export const verifyChain = <Event extends StorableEvent>(history: readonly Recorded<Event>[]): void => {
  let previous: string | null = null;
  for (const recorded of history) previous = verifyLink(recorded, previous);
};

/**
 * Looks whether an event is the one that was written behind the event with the hash `previous`.
 *
 * @returns its hash.
 * @throws DamagedEventError
 */
export const verifyLink = <Event extends StorableEvent>(recorded: Recorded<Event>, previous: string | null): string => {
  const { id, event, metadata, ...place } = recorded;
  const { hash, ...rest } = metadata;
  const link = { previous, ...place };
  if (hashOfStored(event, rest, link) !== hash) {
    throw new DamagedEventError(place, 'it does not match its hash: it, or one before it, is not what was written');
  }
  if (idOf(link, rest.$correlationId, hash) !== id) throw new DamagedEventError(place, 'its id is another one’s');
  return hash;
};

const hashOf = (
  { type, data }: StorableEvent,
  metadata: Omit<Metadata, 'hash'>,
  { previous, stream, revision }: Link,
): string =>
  createHash('sha256')
    .update(canonicalize({ previous, stream, revision: Number(revision), type, data, metadata }) ?? '')
    .digest('hex');

/** What was read may be nothing that we would ever store, such as a number that is too large to be one. */
const hashOfStored = (...stored: Parameters<typeof hashOf>): string => {
  try {
    return hashOf(...stored);
  } catch (cause) {
    throw new DamagedEventError(stored[2], 'it holds what no event can hold', { cause });
  }
};

const namespace = '6b0d5c54-6a6f-5a0e-9a43-6f1a52f8b3c1';

/** The same for the same event, whoever asks; never the same for two events that differ in anything. */
const idOf = ({ stream, revision }: Link, submission: string, hash: string): string =>
  uuidV5(`${stream} ${submission} ${revision} ${hash}`, namespace);
