import type { CertificateEvent } from '../../machines/certificate.events.ts';
import { ownCopy } from '../../projections/own-copy.ts';
import type { Projection } from '../../projections/projection.ts';
import { DamagedEventError, type EventStore, type Observed } from '../ports/event-store.ts';

/**
 * A view of the whole history. A stream with an event that cannot be read is seen up to there; the others go on.
 *
 * @param report hears of each such event.
 * @throws EventStoreUnavailableError
 */
export const foldHistory = async <Value>(
  store: Pick<EventStore<CertificateEvent>, 'readPages'>,
  { initial, apply }: Projection<Value>,
  report: (error: DamagedEventError) => void,
): Promise<Value> => {
  const damaged = new Set<string>();
  let value = initial();
  for await (const page of store.readPages()) {
    for (const observed of page) {
      if (damaged.has(observed.stream)) continue;
      try {
        value = apply(value, kept(observed));
      } catch (error) {
        damaged.add(observed.stream);
        report(damageOf(error, observed));
      }
    }
  }
  return value;
};

/** What a view may keep of an event, on its own: otherwise it would hold the whole history in memory. */
const kept = (observed: Observed<CertificateEvent>): Observed<CertificateEvent> => {
  const { stream, metadata } = observed;
  return { ...observed, stream: ownCopy(stream), metadata: { ...metadata, time: ownCopy(metadata.time) } };
};

/** Views are made without the hashes: what is not of the form that its type promises is met in the fold. */
const damageOf = (error: unknown, place: Observed<CertificateEvent>): DamagedEventError => {
  if (error instanceof DamagedEventError) return error;
  if (!(error instanceof TypeError)) throw error;
  return new DamagedEventError(place, `its data make no sense (${error.message})`, { cause: error });
};
