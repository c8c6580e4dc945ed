import { failure, type LmsAnswer, type Result, taken } from './certificates.ts';

/** A sample that a course team looks at before learners may ask. Its uuid takes the place of a user. */
export type ExampleRow = {
  readonly uuid: string;
  readonly accessKey: string;
  readonly courseId: string;
  status: 'started' | 'success' | 'error';
  downloadUrl: string;
  errorReason: string;
};

const badRequestsMax = 30;
const badRequestsWindowMs = 5 * 60_000;

/** `update_example_certificate`: stricter than its brother, and deaf after too many bad requests. */
export const createExampleUpdates = (rows: readonly ExampleRow[]): ((result: Result | null) => LmsAnswer) => {
  let badAt: number[] = [];

  const bad = (status: 400 | 404, because: string): LmsAnswer => {
    badAt.push(Date.now());
    return failure(status, because);
  };

  return (result) => {
    badAt = badAt.filter((at) => at > Date.now() - badRequestsWindowMs);
    if (badAt.length >= badRequestsMax) return failure(403, 'too many bad requests');
    if (!result || typeof result.key !== 'string') return bad(400, 'the result cannot be read');
    const { key, body } = result;
    if (!('username' in body)) return bad(400, 'username is missing');
    const row = rows.find((each) => each.uuid === body['username'] && each.accessKey === key);
    if (!row) return bad(404, 'no such example certificate');

    if ('error' in body) {
      Object.assign(row, { status: 'error', errorReason: String(body['error_reason'] ?? '') });
      return taken;
    }
    if (typeof body['url'] !== 'string') return bad(400, 'url is missing');
    Object.assign(row, { status: 'success', downloadUrl: body['url'] });
    return taken;
  };
};
