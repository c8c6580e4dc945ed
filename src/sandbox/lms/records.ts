import type { CertificateRow, LmsAnswer } from './certificates.ts';
import type { ExampleRow } from './example-certificates.ts';

/** Whose certificate, and of which course. */
export type Subject = Readonly<{ username: string; courseId: string }>;

export type ResultPath = 'update_certificate' | 'update_example_certificate';

/** One result that the queue brought, and how the LMS answered. */
export type Told = Readonly<{
  path: ResultPath;
  /** As it was posted, usually JSON. */
  body: string;
  status: LmsAnswer['status'];
  answer: unknown;
}>;

/** Down: answers 503 and does nothing. Slow: does its work, then waits before it says so. */
export type Outage = Readonly<{ kind: 'down' } | { kind: 'slow'; delayMs: number }>;

/** What the LMS has written down, and what is wrong with it at the moment. */
export type Records = {
  readonly rows: CertificateRow[];
  readonly examples: ExampleRow[];
  readonly told: Told[];
  outage: Outage | null;
};

export const createRecords = (): Records => ({ rows: [], examples: [], told: [], outage: null });

export const findRow = ({ rows }: Records, { username, courseId }: Subject): CertificateRow | undefined =>
  rows.find((row) => row.username === username && row.courseId === courseId);

export const findOrAddRow = (records: Records, { username, courseId }: Subject): CertificateRow => {
  const found = findRow(records, { username, courseId });
  if (found) return found;
  const empty = { key: '', downloadUuid: '', verifyUuid: '', downloadUrl: '', errorReason: '' };
  const row: CertificateRow = { username, courseId, status: 'unavailable', ...empty };
  records.rows.push(row);
  return row;
};
