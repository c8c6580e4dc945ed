import type { CertificateEvent } from '../../machines/certificate.events.ts';
import { advance, commit, loadCertificate } from '../../src/app/certificate-streams.ts';
import { createHistory } from '../../src/app/history.ts';
import { createProvenance } from '../../src/app/provenance.ts';
import type { EventStore, StorableEvent } from '../../src/ports/event-store.ts';

/** Stores events behind those of a stream as the corridor does, one a minute. */
export const storeHistory = async (
  store: EventStore<StorableEvent>,
  stream: string,
  events: readonly CertificateEvent[],
): Promise<void> => {
  const history = createHistory(store);
  const provenance = createProvenance('an-agent');
  let certificate = await loadCertificate(history, stream);
  for (const event of events) {
    const time = new Date(Date.UTC(2026, 4, 1, 10, Number(certificate.next)));
    const surroundings = { now: () => time, uuid: () => '0'.repeat(32) };
    certificate = advance(certificate, [event], { surroundings, provenance, cause: 'a-test' });
  }
  await commit(certificate, history);
};
