import { randomUUID } from 'node:crypto';
import type { CertificateRow, CertificateStatus } from './certificates.ts';
import { findOrAddRow, findRow, type Records, type ResultPath, type Subject } from './records.ts';
import { type CertificateWish, createBody, exampleBody, regenBody, removeBody } from './request-bodies.ts';

/** What an LMS asks the queue for. Each call resolves when the queue has it. */
export type Requests = Readonly<{
  /** A certificate, also a new one in place of an old one: that is how LMSs regenerate since 2013. */
  requestCertificate(wish: CertificateWish): Promise<void>;
  /** A new one with the word of 2012, which names the old files. Only from `error` or `downloadable`. */
  regenerateCertificate(wish: CertificateWish): Promise<void>;
  /** Its removal. Only from `error` or `downloadable`. `delete`, the LMSs' own word, names no course. */
  removeCertificate(subject: Subject, action?: 'remove' | 'delete'): Promise<void>;
  /** A sample of a course's certificate. @returns its uuid. */
  requestExample(wish: Omit<CertificateWish, 'username'>): Promise<string>;
  /** Any text. With a subject, its row waits for the answer in that status, `generating` when none is said. */
  submitRaw(body: string, expecting?: Subject & Readonly<{ status?: CertificateStatus }>): Promise<void>;
}>;

/** Puts a request into the queue, to be answered at that path with that key. */
export type Send = (path: ResultPath, key: string, body: string) => Promise<void>;

export const createRequests = (records: Records, send: Send): Requests => {
  /** What the queue did not take is an error at once. */
  const sendFor = async (row: CertificateRow, body: string): Promise<void> => {
    try {
      await send('update_certificate', row.key, body);
    } catch (error) {
      const because = error instanceof Error ? error.message : String(error);
      Object.assign(row, { status: 'error', errorReason: `The request did not reach the queue: ${because}` });
      throw error;
    }
  };

  const settled = (subject: Subject): CertificateRow => {
    const row = findRow(records, subject);
    if (row?.status === 'error' || row?.status === 'downloadable') return row;
    throw new Error(`an LMS asks for this only from error or downloadable, not from ${row?.status ?? 'nothing'}`);
  };

  const submitRaw: Requests['submitRaw'] = async (body, expecting) => {
    if (!expecting) return send('update_certificate', hex(), body);
    const row = findOrAddRow(records, expecting);
    Object.assign(row, { status: expecting.status ?? 'generating', key: hex() });
    return sendFor(row, body);
  };

  return {
    requestCertificate: ({ username, courseId, ...wish }) =>
      submitRaw(createBody({ username, courseId, ...wish }), { username, courseId }),
    regenerateCertificate: async (wish) => {
      const row = settled(wish);
      row.status = 'regenerating';
      await sendFor(row, regenBody(wish, row));
    },
    removeCertificate: async (subject, action = 'remove') => {
      const row = settled(subject);
      row.status = 'deleting';
      await sendFor(row, removeBody(action, subject, row));
    },
    requestExample: async (wish) => {
      const row = { uuid: hex(), accessKey: hex(), courseId: wish.courseId, downloadUrl: '', errorReason: '' };
      records.examples.push({ ...row, status: 'started' });
      await send('update_example_certificate', row.accessKey, exampleBody(wish, row.uuid));
      return row.uuid;
    },
    submitRaw,
  };
};

const hex = (): string => randomUUID().replaceAll('-', '');
