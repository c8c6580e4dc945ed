import type { CertificateEvent } from '../../machines/certificate.events.ts';
import { isKnownType, schemaOf, upcast } from '../../machines/certificate.schemas.ts';
import { isCertificateStream } from '../../projections/projection.ts';
import {
  DamagedEventError,
  type EventStore,
  type Observed,
  type Recorded,
  type StorableEvent,
} from '../ports/event-store.ts';
import { verifyChain } from './hash-chain.ts';

/**
 * A store of events as the rest of the program sees it: events of earlier versions come in the form of today, and a
 * stream is only handed out when it is the one that was written.
 */
export const createHistory = (store: EventStore<StorableEvent>): EventStore<CertificateEvent> => ({
  head: () => store.head(),
  verify: () => store.verify(),
  append: (stream, expected, events) => store.append(stream, expected, events),
  close: () => store.close(),

  read: async (stream) => asWritten(stream, await store.read(stream)),

  // For listing what is there: what cannot be brought up to date is shown as it is.
  readAll: async function* (from) {
    for await (const recorded of store.readAll(from)) {
      yield isReadable(recorded) ? inTodaysForm(recorded) : asStored(recorded);
    }
  },

  readPages: async function* (from) {
    for await (const observed of store.readPages(from)) yield observed.map(observedToday);
  },

  follow: async function* (from) {
    for await (const { observed, isLive } of store.follow(from))
      yield { observed: observed.map(observedToday), isLive };
  },
});

/**
 * A stream's events in the form of today, when they are the ones that were written.
 *
 * @throws DamagedEventError
 */
export const asWritten = (
  stream: string,
  stored: readonly Recorded<StorableEvent>[],
): readonly Recorded<CertificateEvent>[] => {
  verifyChain(stored);
  return stored.map((recorded) => (isCertificateStream(stream) ? inTodaysForm(recorded) : asStored(recorded)));
};

const asStored = (recorded: Recorded<StorableEvent>) => recorded as Recorded<CertificateEvent>;

/** @throws DamagedEventError when this program does not know such an event. */
const inTodaysForm = (recorded: Recorded<StorableEvent>): Recorded<CertificateEvent> => ({
  ...recorded,
  event: eventOf(recorded),
});

const eventOf = (observed: Observed<StorableEvent>): CertificateEvent => {
  try {
    return upcast(observed.event, observed.metadata.schema);
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new DamagedEventError(observed, `${cause.message}; a newer certificate-agent wrote it`, { cause });
  }
};

const isReadable = ({ stream, event, metadata }: Observed<StorableEvent>): boolean =>
  isCertificateStream(stream) && isKnownType(event.type) && metadata.schema <= schemaOf(event.type);

/** Nearly all events are in the form of today: those stay as they are, with data that nobody has parsed yet. */
const observedToday = (observed: Observed<StorableEvent>): Observed<CertificateEvent> => {
  const { stream, event, metadata } = observed;
  // Views pass over types that they do not know.
  const isAsItIs = !isCertificateStream(stream) || !isKnownType(event.type) || metadata.schema === schemaOf(event.type);
  if (isAsItIs) return observed as Observed<CertificateEvent>;
  return {
    ...observed,
    event: {
      type: event.type,
      get data() {
        return eventOf(observed).data;
      },
    } as CertificateEvent,
  };
};
