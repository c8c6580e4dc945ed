import type { CertificateEvent } from '../../machines/certificate.events.ts';
import type { Projection } from '../../projections/projection.ts';
import { DamagedEventError, type EventStore } from '../ports/event-store.ts';

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
        value = apply(value, observed);
      } catch (error) {
        if (!(error instanceof DamagedEventError)) throw error;
        damaged.add(observed.stream);
        report(error);
      }
    }
  }
  return value;
};
