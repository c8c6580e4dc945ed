/** The LMS's own record of a certificate. */
export type CertificateRow = {
  readonly username: string;
  readonly courseId: string;
  status: CertificateStatus;
  /** Ties a request to its answer: 32 hexadecimal digits. */
  key: string;
  downloadUuid: string;
  verifyUuid: string;
  downloadUrl: string;
  /** Stays after a later success, as in the original. */
  errorReason: string;
};

export type CertificateStatus =
  | 'unavailable'
  | 'generating'
  | 'regenerating'
  | 'deleting'
  | 'deleted'
  | 'downloadable'
  | 'error'
  | 'notpassing'
  | 'restricted';

/** How the LMS answers a result; only the status reaches the queue's mind. */
export type LmsAnswer = Readonly<{ status: 200 | 400 | 403 | 404 | 500 | 503; content: unknown }>;

export const taken: LmsAnswer = { status: 200, content: { return_code: 0 } };
export const failure = (status: 400 | 403 | 404 | 500 | 503, because: string): LmsAnswer => ({
  status,
  content: { error: because },
});
const not = (because: string): LmsAnswer => ({ status: 200, content: { return_code: 1, content: because } });

/** A result, parsed as far as it can be. */
export type Result = Readonly<{ key: unknown; body: Readonly<Record<string, unknown>> }>;

/** Applies a result to the table, as `update_certificate` does. */
export const updateCertificate = (rows: readonly CertificateRow[], { key, body }: Result): LmsAnswer => {
  const { username, course_id: courseId } = body;
  if (typeof username !== 'string' || typeof courseId !== 'string') return failure(500, 'a key is missing');
  if (!courseKeyForms.some((form) => form.test(courseId))) return failure(500, 'not a course key');
  const row = rows.find((each) => each.username === username && each.courseId === courseId && each.key === key);
  if (!row) return not('unable to lookup key');
  if ('error' in body) return applyError(row, body);

  switch (row.status) {
    case 'generating':
    case 'regenerating':
      return applySuccess(row, body);
    case 'deleting':
      row.status = 'deleted';
      return taken;
    default:
      return not('invalid cert status');
  }
};

const courseKeyForms = [/^course-v1:[^+\s]+\+[^+\s]+\+[^+\s]+$/, /^[^/\s]+\/[^/\s]+\/[^/\s]+$/];

const applyError = (row: CertificateRow, body: Result['body']): LmsAnswer => {
  const errorReason = 'error_reason' in body ? body['error_reason'] : row.errorReason;
  if (!fits(errorReason, 512)) return failure(500, 'error_reason does not fit its column');
  Object.assign(row, { status: 'error', errorReason });
  return taken;
};

const applySuccess = (row: CertificateRow, body: Result['body']): LmsAnswer => {
  const { download_uuid: downloadUuid, verify_uuid: verifyUuid, url: downloadUrl } = body;
  if (!fits(downloadUuid, 32) || !fits(verifyUuid, 32) || !fits(downloadUrl, 128)) {
    return failure(500, 'a file is missing or does not fit its column');
  }
  Object.assign(row, { status: 'downloadable', downloadUuid, verifyUuid, downloadUrl });
  return taken;
};

/** Columns count characters, and take no null. */
const fits = (value: unknown, charactersMax: number): value is string =>
  typeof value === 'string' && [...value].length <= charactersMax;
