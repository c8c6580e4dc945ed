import type { CertificateRow } from './certificates.ts';
import type { ExampleRow } from './example-certificates.ts';
import { findRow, type Outage, type Records, type Subject, type Told } from './records.ts';
import { createRequests, type Requests } from './requests.ts';
import type { Submit } from './submit.ts';

/** A little LMS: ask it to ask for certificates, look at what it believes, take it down. */
export type Lms = Requests &
  Readonly<{
    /** What it believes of each certificate now; copies. */
    rows(): readonly Readonly<CertificateRow>[];
    row(subject: Subject): Readonly<CertificateRow> | undefined;
    examples(): readonly Readonly<ExampleRow>[];
    /** Every result that it was told, oldest first. */
    told(): readonly Told[];
    setOutage(outage: Outage | null): void;
  }>;

type LmsParts = Readonly<{ records: Records; queue: string; url: string; submit: Submit }>;

/** @param parts.url where the queue reaches this LMS. */
export const createLms = ({ records, queue, url, submit }: LmsParts): Lms => {
  const requests = createRequests(records, (path, key, body) =>
    submit(JSON.stringify({ lms_callback_url: `${url}/${path}?key=${key}`, lms_key: key, queue_name: queue }), body),
  );

  return {
    ...requests,
    rows: () => records.rows.map((row) => ({ ...row })),
    row: (subject) => {
      const row = findRow(records, subject);
      return row && { ...row };
    },
    examples: () => records.examples.map((row) => ({ ...row })),
    told: () => [...records.told],
    setOutage: (outage) => {
      records.outage = outage;
    },
  };
};
