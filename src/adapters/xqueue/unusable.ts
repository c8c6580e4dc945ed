import type { z } from 'zod';
import type { UnusableRequest } from '../../ports/submission-queue.ts';
import { courseId, type UnusableCode, username } from './request-schema.ts';
import { clipText } from './text.ts';

/** A JSON object that anybody may have written. */
export type Fields = Readonly<Record<string, unknown>>;

/** What is wrong, in our own words: nothing of what was sent is repeated. */
export type Fault = Readonly<{ code: UnusableCode; message: string }>;

const rawBodyCharactersMax = 4_096;

/** A request that could not be understood, with as much of it as is needed to answer it. */
export const unusable = (body: string, { code, message }: Fault, fields: Fields = {}): UnusableRequest => ({
  kind: 'unusable',
  code,
  message,
  action: wordOrNull(fields['action']),
  courseId: courseId.safeParse(fields['course_id']).data ?? null,
  personal: {
    username: username.safeParse(fields['username']).data ?? null,
    rawBody: clipText(body, rawBodyCharactersMax),
  },
});

/** The first broken rule. */
export const firstFault = ({ issues: [issue] }: z.ZodError, fields: Fields): Fault => {
  const field = String(issue?.path[0]);
  if (issue?.code === 'custom') return { code: issue.params?.['code'] as UnusableCode, message: issue.message };
  if (!Object.hasOwn(fields, field)) return { code: 'field-missing', message: `"${field}" is missing` };
  return { code: 'field-invalid', message: `"${field}" has the wrong type or form` };
};

/** An action that we do not know is worth a line in the audit, as long as it is a plain word. */
const wordOrNull = (value: unknown): string | null =>
  typeof value === 'string' && /^\w{1,32}$/.test(value) ? value : null;
