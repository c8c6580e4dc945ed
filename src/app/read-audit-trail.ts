import type { CertificateEvent } from '../../machines/certificate.events.ts';
import { comparePositions } from '../../projections/positions.ts';
import { isCertificateStream } from '../../projections/projection.ts';
import { isUnderstood } from '../../projections/view.ts';
import { DamagedEventError, type EventStore, type Observed } from '../ports/event-store.ts';

/** Which events of the log; what is left out says nothing. */
export type AuditFilter = Readonly<{
  /** Times, ISO 8601: not before, and before. */
  since?: string;
  until?: string;
  type?: string;
  course?: string;
}>;

/** Where to look for them: behind a position, up to one, and in which streams. */
export type AuditScope = Readonly<{ after?: string | null; last?: string; streams?: ReadonlySet<string> }>;

/** What the trail is read from, and who hears of an event that cannot be read. */
type Source = Readonly<{
  store: Pick<EventStore<CertificateEvent>, 'readPages'>;
  onDamaged: (error: DamagedEventError) => void;
}>;

/** True when the event itself passes the filter; its course is its stream's. */
export const isWanted = ({ event, metadata }: Observed<CertificateEvent>, filter: AuditFilter): boolean =>
  (filter.type === undefined || event.type === filter.type) &&
  (filter.since === undefined || metadata.time >= filter.since) &&
  (filter.until === undefined || metadata.time < filter.until);

/**
 * The audit trail of the whole store, read from the history itself. A stream with an event that cannot be read ends there;
 * the others go on.
 */
export const readAuditTrail = async function* (
  { store, onDamaged }: Source,
  filter: AuditFilter,
  { after, last, streams }: AuditScope,
): AsyncGenerator<Observed<CertificateEvent>> {
  const damaged = new Set<string>();
  for await (const page of store.readPages(after === undefined || after === null ? {} : { after })) {
    for (const observed of page) {
      if (last !== undefined && comparePositions(observed.position, last) > 0) return;
      if (streams && !streams.has(observed.stream)) continue;
      if (damaged.has(observed.stream) || !isWanted(observed, filter)) continue;
      try {
        // Looked into here, where damage is told of, and not by the one who prints.
        if (isCertificateStream(observed.stream) && isUnderstood(observed)) void observed.event.data;
        yield observed;
      } catch (error) {
        if (!(error instanceof DamagedEventError)) throw error;
        damaged.add(observed.stream);
        onDamaged(error);
      }
    }
  }
};
