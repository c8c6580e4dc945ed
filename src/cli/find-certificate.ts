import type { CertificateEvent } from '../../machines/certificate.events.ts';
import { isCertificateStream } from '../../projections/projection.ts';
import { certificateStream } from '../app/stream-names.ts';
import type { EventStore } from '../ports/event-store.ts';
import { UsageError } from './usage-error.ts';

/** How a person may name a certificate, for the help texts. */
export const certificateArgument =
  'a stream (certificate-…, or its first characters), a learner in a course (COURSE_ID/USERNAME), or a download or verify uuid';

/**
 * The stream that a person means.
 *
 * @throws UsageError when no certificate has that name, or several begin with it.
 */
export const findCertificate = async (
  named: string,
  store: EventStore<CertificateEvent>,
  installationSecret: Uint8Array,
): Promise<string> => {
  const slash = named.lastIndexOf('/');
  if (slash > 0) {
    const stream = certificateStream(named.slice(slash + 1), named.slice(0, slash), installationSecret);
    if ((await store.read(stream)).length > 0) return stream;
    throw new UsageError('the history has no certificate of that learner in that course. Is it COURSE_ID/USERNAME?');
  }

  const found = await streamsNamed(named, store);
  const [only, another] = found;
  if (only === undefined) throw new UsageError(`no certificate has that name. Give ${certificateArgument}`);
  if (another !== undefined) throw new UsageError(`${found.size} certificates have that beginning: give more of it`);
  return only;
};

const streamsNamed = async (named: string, store: EventStore<CertificateEvent>): Promise<ReadonlySet<string>> => {
  const found = new Set<string>();
  const isUuid = /^[0-9a-f]{32}$/.test(named);
  for await (const page of store.readPages()) {
    for (const { stream, event } of page) {
      if (!isCertificateStream(stream)) continue;
      const begins = stream.startsWith(named) || stream.startsWith(`certificate-${named}`);
      if (begins || (isUuid && namesFiles(event, named))) found.add(stream);
    }
  }
  return found;
};

/** The first event that names files is a command; only those are looked into. */
const namesFiles = (event: CertificateEvent, uuid: string): boolean =>
  (event.type === 'add_cert' || event.type === 'regen_cert') &&
  [event.data.artifacts.downloadUuid, event.data.artifacts.verifyUuid].includes(uuid);
