import type { CertificateEvent } from '../../machines/certificate.events.ts';
import { comparePositions } from '../../projections/positions.ts';
import type { EventStore, Observed } from '../ports/event-store.ts';

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

/** True when the event itself passes the filter; its course is its stream's. */
export const isWanted = (
  { event, metadata }: Pick<Observed<CertificateEvent>, 'event' | 'metadata'>,
  filter: AuditFilter,
): boolean =>
  (filter.type === undefined || event.type === filter.type) &&
  (filter.since === undefined || metadata.time >= filter.since) &&
  (filter.until === undefined || metadata.time < filter.until);

/** The audit trail of the whole store, read from the history itself. What an event says is not looked into. */
export const readAuditTrail = async function* (
  store: Pick<EventStore<CertificateEvent>, 'readPages'>,
  filter: AuditFilter,
  { after, last, streams }: AuditScope,
): AsyncGenerator<Observed<CertificateEvent>> {
  for await (const page of store.readPages(after === undefined || after === null ? {} : { after })) {
    for (const observed of page) {
      if (last !== undefined && comparePositions(observed.position, last) > 0) return;
      if ((!streams || streams.has(observed.stream)) && isWanted(observed, filter)) yield observed;
    }
  }
};
