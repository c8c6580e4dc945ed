import { failure, type LmsAnswer, type Result, updateCertificate } from './certificates.ts';
import { createExampleUpdates } from './example-certificates.ts';
import type { Records, ResultPath } from './records.ts';

/** Hears a result that the queue brought, and answers it. */
export type Hear = (path: ResultPath, form: Readonly<{ header: string; body: string }>) => LmsAnswer;

/** Applies results to the records and notes every one of them. */
export const createHear = (records: Records): Hear => {
  const updateExample = createExampleUpdates(records.examples);

  const answerTo = (path: ResultPath, result: Result | null): LmsAnswer => {
    if (records.outage?.kind === 'down') return failure(503, 'down');
    if (path === 'update_example_certificate') return updateExample(result);
    return result ? updateCertificate(records.rows, result) : failure(500, 'the result cannot be read');
  };

  return (path, { header, body }) => {
    const answer = answerTo(path, readResult(header, body));
    records.told.push({ path, body, status: answer.status, answer: answer.content });
    return answer;
  };
};

const readResult = (header: string, body: string): Result | null => {
  try {
    const { lms_key: key } = JSON.parse(header) as { lms_key?: unknown };
    const fields: unknown = JSON.parse(body);
    return typeof fields === 'object' && fields !== null ? { key, body: fields as Result['body'] } : null;
  } catch {
    // The answer says so.
    return null;
  }
};
